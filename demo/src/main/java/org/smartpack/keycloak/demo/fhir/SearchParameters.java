/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Person;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;

/** The types and search parameters of this server. Searches and the restrictions of scopes use the same table. */
final class SearchParameters {

    /** The resource types that are served. */
    static final List<Class<? extends Resource>> TYPES = List.of(
            Patient.class,
            Practitioner.class,
            RelatedPerson.class,
            Person.class,
            Encounter.class,
            Observation.class,
            Condition.class,
            Immunization.class,
            Task.class,
            ActivityDefinition.class,
            Device.class,
            AuditEvent.class);

    /**
     * A search parameter.
     *
     * @param path the elements that the parameter looks at, as names joined by dots, or the URL of an extension;
     *     several are alternatives
     */
    record Parameter(String name, SearchParamType kind, List<String> path) {}

    private static final List<Parameter> COMMON = List.of(
            token("_id", "id"),
            token("_tag", "meta.tag"),
            // Koppeltaal's parameter, which restricts scopes (KT-SCP-7).
            reference("resource-origin", ResourceOrigin.URL));

    private static final Map<String, List<Parameter>> BY_TYPE = Map.ofEntries(
            Map.entry(
                    "Patient",
                    List.of(
                            string("name", "name.family", "name.given", "name.text"),
                            string("family", "name.family"),
                            string("given", "name.given"),
                            date("birthdate", "birthDate"),
                            token("gender", "gender"),
                            token("identifier", "identifier"))),
            Map.entry(
                    "Practitioner",
                    List.of(
                            string("name", "name.family", "name.given", "name.text"),
                            string("family", "name.family"),
                            string("given", "name.given"),
                            token("identifier", "identifier"))),
            Map.entry(
                    "RelatedPerson",
                    List.of(reference("patient", "patient"), string("name", "name.family", "name.given", "name.text"))),
            Map.entry(
                    "Encounter",
                    List.of(
                            reference("patient", "subject"),
                            reference("subject", "subject"),
                            token("status", "status"),
                            date("date", "period.start"),
                            token("class", "class"))),
            Map.entry(
                    "Observation",
                    List.of(
                            token("category", "category"),
                            token("code", "code"),
                            token("status", "status"),
                            reference("patient", "subject"),
                            reference("subject", "subject"),
                            reference("encounter", "encounter"),
                            date("date", "effective[x]"))),
            Map.entry(
                    "Condition",
                    List.of(
                            token("category", "category"),
                            token("code", "code"),
                            token("clinical-status", "clinicalStatus"),
                            reference("patient", "subject"),
                            reference("subject", "subject"),
                            reference("encounter", "encounter"))),
            Map.entry(
                    "Immunization",
                    List.of(
                            reference("patient", "patient"),
                            token("status", "status"),
                            token("vaccine-code", "vaccineCode"),
                            date("date", "occurrence[x]"))),
            Map.entry(
                    "Task",
                    List.of(
                            token("status", "status"),
                            token("code", "code"),
                            reference("patient", "for"),
                            reference("subject", "for"),
                            reference("owner", "owner"),
                            reference("requester", "requester"))),
            Map.entry("ActivityDefinition", List.of(token("status", "status"))),
            Map.entry("Device", List.of(reference("patient", "patient"), token("identifier", "identifier"))),
            Map.entry(
                    "AuditEvent",
                    List.of(
                            token("type", "type"),
                            token("subtype", "subtype"),
                            token("outcome", "outcome"),
                            reference("agent", "agent.who"),
                            string("agent-name", "agent.name"),
                            reference("entity", "entity.what"),
                            token("traceId", "http://koppeltaal.nl/fhir/StructureDefinition/trace-id"))));

    private final BaseUrls urls;

    SearchParameters(BaseUrls urls) {
        this.urls = urls;
    }

    /** The search parameters of a type. */
    List<Parameter> of(String type) {
        return Stream.concat(COMMON.stream(), BY_TYPE.getOrDefault(type, List.of()).stream())
                .toList();
    }

    /**
     * The predicate for {@code name=value} on resources of a type.
     *
     * @return empty for a parameter, modifier, chain or value that this server doesn't know
     */
    Optional<Predicate<Resource>> predicate(String type, String name, String value) {
        return of(type).stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .flatMap(parameter -> matcher(parameter, value)
                        .map(matcher ->
                                resource -> elements(resource, parameter).anyMatch(matcher)));
    }

    /**
     * The order for {@code _sort=-name}: the latest first, and what has no date last.
     *
     * @return empty for anything but one date, latest first
     */
    Optional<Comparator<Resource>> order(String type, String sort) {
        return of(type).stream()
                .filter(parameter -> parameter.kind() == SearchParamType.DATE && sort.equals("-" + parameter.name()))
                .findFirst()
                .map(parameter -> Comparator.comparing(
                        resource -> elements(resource, parameter)
                                .map(Base::dateTimeValue)
                                .map(moment -> moment.getValue())
                                .max(Comparator.naturalOrder())
                                .orElse(new Date(Long.MIN_VALUE)),
                        Comparator.reverseOrder()));
    }

    private Optional<Predicate<Base>> matcher(Parameter parameter, String value) {
        Function<String, Optional<Predicate<Base>>> kind =
                switch (parameter.kind()) {
                    case TOKEN -> Matchers::token;
                    case STRING -> Matchers::string;
                    case DATE -> Matchers::date;
                    default ->
                        text -> Matchers.reference(text, urls, parameter.name().equals("patient"));
                };
        Predicate<Base> any = element -> false;
        for (String alternative : value.split("(?<!\\\\),", -1)) {
            Optional<Predicate<Base>> one = alternative.isBlank() ? Optional.empty() : kind.apply(alternative);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            any = any.or(one.get());
        }
        return Optional.of(any);
    }

    private static Stream<Base> elements(Resource resource, Parameter parameter) {
        return parameter.path().stream().flatMap(path -> {
            if (path.startsWith("http")) {
                return resource instanceof DomainResource domain
                        ? domain.getExtensionsByUrl(path).stream().map(Extension::getValue)
                        : Stream.empty();
            }
            Stream<Base> found = Stream.of(resource);
            for (String element : path.split("\\.")) {
                found = found.flatMap(parent -> children(parent, element));
            }
            return found;
        });
    }

    private static Stream<Base> children(Base parent, String element) {
        var property = parent.getChildByName(element);
        return property == null ? Stream.empty() : property.getValues().stream();
    }

    private static Parameter token(String name, String... path) {
        return new Parameter(name, SearchParamType.TOKEN, List.of(path));
    }

    private static Parameter string(String name, String... path) {
        return new Parameter(name, SearchParamType.STRING, List.of(path));
    }

    private static Parameter date(String name, String... path) {
        return new Parameter(name, SearchParamType.DATE, List.of(path));
    }

    private static Parameter reference(String name, String... path) {
        return new Parameter(name, SearchParamType.REFERENCE, List.of(path));
    }
}
