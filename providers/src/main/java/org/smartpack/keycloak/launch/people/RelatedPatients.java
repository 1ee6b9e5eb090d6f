/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.people;

import java.time.ZonedDateTime;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import com.fasterxml.jackson.databind.JsonNode;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.client.FhirView;
import org.smartpack.keycloak.fhir.client.ReadResult;

/**
 * Reads whom a RelatedPerson or a Person cares for. A relation counts while it is active and within its period. What a
 * Person links to beyond the limit isn't read.
 */
final class RelatedPatients {

    /** Links of one Person that are looked at: each may cost a request. */
    private static final int MAX_LINKS = 20;

    private static final Set<String> ENOUGH = Set.of("level2", "level3", "level4");

    /** Of all these requests together, in nanoseconds. */
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(15);

    private final FhirView view;
    private final FhirServer server;
    private final ZonedDateTime now;
    private final LongSupplier clock;
    private final long begun;
    private final Set<String> found = new LinkedHashSet<>();

    private RelatedPatients(FhirView view, FhirServer server, ZonedDateTime now, LongSupplier clock) {
        this.view = view;
        this.server = server;
        this.now = now;
        this.clock = clock;
        this.begun = clock.getAsLong();
    }

    static Patients of(FhirView view, FhirReference person, FhirServer server) {
        return of(view, person, server, ServerTime.now(), System::nanoTime);
    }

    /**
     * @param now in the time zone of dates that have none
     * @param clock in nanoseconds, from any moment
     */
    static Patients of(FhirView view, FhirReference person, FhirServer server, ZonedDateTime now, LongSupplier clock) {
        RelatedPatients related = new RelatedPatients(view, server, now, clock);
        Optional<String> failure =
                person.type().equals("Person") ? related.addLinked(person) : related.addRelated(person);
        return failure.<Patients>map(Patients.Unknown::new).orElseGet(() -> new Patients.Related(related.found));
    }

    /** Answers why the FHIR server couldn't be asked. */
    private Optional<String> addRelated(FhirReference relatedPerson) {
        return add(relatedPerson, resource -> {
            if (isActive(resource) && Period.holds(resource.path("period"), now)) {
                target(resource.path("patient"))
                        .filter(patient -> patient.type().equals("Patient"))
                        .ifPresent(patient -> found.add(patient.id()));
            }
            return Optional.empty();
        });
    }

    private Optional<String> addLinked(FhirReference person) {
        return add(person, resource -> isActive(resource) ? addLinks(resource.path("link")) : Optional.empty());
    }

    private Optional<String> addLinks(JsonNode links) {
        int looked = 0;
        for (JsonNode link : links) {
            if (looked++ == MAX_LINKS) {
                break;
            }
            if (clock.getAsLong() - begun > LIMIT) {
                return Optional.of("the FHIR server is too slow");
            }
            Optional<String> failure = isTrusted(link.path("assurance"))
                    ? target(link.path("target")).flatMap(this::addTarget)
                    : Optional.empty();
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    /**
     * A link says how sure it is (FHIR R4, identity-assuranceLevel). {@code level1}, "little or no confidence", is no
     * reason to open a record, nor is a level that FHIR doesn't have. A link that says nothing is taken at its word.
     */
    private static boolean isTrusted(JsonNode assurance) {
        return assurance.isMissingNode() || assurance.isTextual() && ENOUGH.contains(assurance.textValue());
    }

    private Optional<String> addTarget(FhirReference target) {
        if (target.type().equals("Patient")) {
            found.add(target.id());
        }
        return target.type().equals("RelatedPerson") ? addRelated(target) : Optional.empty();
    }

    private interface Reader {
        Optional<String> read(JsonNode resource);
    }

    private Optional<String> add(FhirReference reference, Reader reader) {
        ReadResult result = view.read(reference);
        if (result instanceof ReadResult.Found found) {
            return reader.read(found.resource());
        }
        return result instanceof ReadResult.Unavailable unavailable
                ? Optional.of(unavailable.reason())
                : Optional.empty();
    }

    private static boolean isActive(JsonNode resource) {
        JsonNode active = resource.path("active");
        return active.isMissingNode() || active.isBoolean() && active.booleanValue();
    }

    /** A literal reference to a resource of this server, relative or absolute. */
    private Optional<FhirReference> target(JsonNode reference) {
        String text = reference.path("reference").asText("");
        String base = server.baseUrl() + "/";
        return FhirReference.parse(text.startsWith(base) ? text.substring(base.length()) : text);
    }
}
