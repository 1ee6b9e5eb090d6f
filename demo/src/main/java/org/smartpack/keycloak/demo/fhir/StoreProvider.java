/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.Delete;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

import org.smartpack.keycloak.demo.access.Interaction;

/**
 * /**
 * Serves one resource type. No resource enters or leaves the store without a decision about that very resource. There
 * are no includes, chaining or batches that could bypass it.
 */
public final class StoreProvider<T extends Resource> implements IResourceProvider {

    private static final String SORT = "_sort";

    /** Parameters that change the form of the response, not its content; HAPI handles them. */
    private static final Set<String> PRESENTATION =
            Set.of("_format", "_pretty", "_summary", "_elements", "_count", "_offset", SORT);

    private static final int MOST = 1000;

    private final Class<T> type;
    private final String typeName;
    private final ResourceStore store;
    private final SearchParameters parameters;

    StoreProvider(Class<T> type, ResourceStore store, SearchParameters parameters) {
        this.type = type;
        this.typeName = type.getSimpleName();
        this.store = store;
        this.parameters = parameters;
    }

    @Override
    public Class<T> getResourceType() {
        return type;
    }

    /** Reads a resource. */
    @Read
    public T read(@IdParam IdType id, RequestDetails request) {
        Granted granted = Granted.of(request);
        granted.requireEver(Interaction.READ, typeName);
        Resource found = findFor(Interaction.READ, id, granted);
        return type.cast(found);
    }

    /**
     * Searches. An unknown parameter is an error, because ignoring it would return more than was requested. Each page
     * is a search of its own, with all the checks: knowing the link to the next page opens nothing.
     */
    @Search(allowUnknownParams = true)
    public Bundle search(RequestDetails request) {
        Granted granted = Granted.of(request);
        granted.requireEver(Interaction.SEARCH, typeName);
        Map<String, String[]> query = request.getParameters();
        List<Resource> found = store.all(typeName).stream()
                .filter(resource -> granted.allows(Interaction.SEARCH, resource))
                .filter(wanted(query))
                .sorted(order(query))
                .toList();
        int from = Math.min(number(query, "_offset", 0, found.size()), found.size());
        int to = Math.min(from + number(query, "_count", MOST, MOST), found.size());
        Bundle bundle = new Bundle().setType(Bundle.BundleType.SEARCHSET).setTotal(found.size());
        bundle.addLink().setRelation("self").setUrl(request.getCompleteUrl());
        if (to < found.size() && to > from) {
            bundle.addLink().setRelation("next").setUrl(page(request, to));
        }
        found.subList(from, to).forEach(resource -> bundle.addEntry()
                .setFullUrl(request.getFhirServerBase() + "/" + typeName + "/"
                        + resource.getIdElement().getIdPart())
                .setResource(resource)
                .getSearch()
                .setMode(Bundle.SearchEntryMode.MATCH));
        return bundle;
    }

    private String page(RequestDetails request, int offset) {
        StringBuilder url = new StringBuilder(request.getFhirServerBase() + "/" + typeName + "?_offset=" + offset);
        request.getParameters().forEach((name, values) -> {
            for (String value : values) {
                if (!name.equals("_offset")) {
                    url.append('&').append(encoded(name)).append('=').append(encoded(value));
                }
            }
        });
        return url.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Creates a resource under an id that the server chooses. */
    @Create
    public MethodOutcome create(@ResourceParam T resource, RequestDetails request) {
        Granted granted = Granted.of(request);
        granted.requireEver(Interaction.CREATE, typeName);
        resource.setId((String) null);
        granted.origin().ifPresent(device -> ResourceOrigin.set(resource, device));
        granted.require(Interaction.CREATE, resource);
        return outcome(store.add(resource)).setCreated(true);
    }

    /** Updates a resource, or creates it under the given id. Both the old and the new version must be allowed. */
    @Update
    public MethodOutcome update(@IdParam IdType id, @ResourceParam T resource, RequestDetails request) {
        Granted granted = Granted.of(request);
        granted.requireEver(Interaction.UPDATE, typeName);
        Optional<Resource> before = store.find(typeName, id.getIdPart());
        before.ifPresent(old -> granted.require(Interaction.UPDATE, old));
        resource.setId(new IdType(typeName, id.getIdPart()));
        before.ifPresentOrElse(old -> ResourceOrigin.keep(old, resource), () -> granted.origin()
                .ifPresent(device -> ResourceOrigin.set(resource, device)));
        granted.require(Interaction.UPDATE, resource);
        checkVersion(id, before);
        return outcome(store.put(id.getIdPart(), resource)).setCreated(before.isEmpty());
    }

    /** Deletes a resource. */
    @Delete
    public MethodOutcome delete(@IdParam IdType id, RequestDetails request) {
        Granted granted = Granted.of(request);
        granted.requireEver(Interaction.DELETE, typeName);
        if (id == null) {
            throw new InvalidRequestException("This server deletes only by id, not by a search");
        }
        findFor(Interaction.DELETE, id, granted);
        store.remove(typeName, id.getIdPart());
        return new MethodOutcome();
    }

    /** Finds a resource. A 404 says that it doesn't exist, so only bearers that may know this get one. */
    private Resource findFor(Interaction interaction, IdType id, Granted granted) {
        Optional<Resource> found = store.find(typeName, id.getIdPart());
        if (found.isEmpty() && granted.access().mayKnowAbsence(interaction, typeName)) {
            throw new ResourceNotFoundException(id);
        }
        return found.filter(resource -> granted.allows(interaction, resource))
                .orElseThrow(() ->
                        granted.refusal(interaction, typeName, "the token's scopes are limited to other resources"));
    }

    private Predicate<Resource> wanted(Map<String, String[]> query) {
        List<Predicate<Resource>> all = new ArrayList<>();
        query.forEach((name, values) -> {
            if (!PRESENTATION.contains(name)) {
                for (String value : values) {
                    all.add(parameters
                            .predicate(typeName, name, value)
                            .orElseThrow(() -> new InvalidRequestException(
                                    "This server can't search " + typeName + " by this parameter or value: " + name)));
                }
            }
        });
        return all.stream().reduce(resource -> true, Predicate::and);
    }

    /** An order that this server doesn't know is an error, like any other parameter. */
    private Comparator<Resource> order(Map<String, String[]> query) {
        String[] values = query.get(SORT);
        return values == null
                ? (one, other) -> 0
                : parameters
                        .order(typeName, values[0])
                        .orElseThrow(() -> new InvalidRequestException("This server can't sort by " + values[0]));
    }

    private static int number(Map<String, String[]> query, String name, int missing, int most) {
        String[] values = query.get(name);
        try {
            return values == null ? missing : Math.max(0, Math.min(most, Integer.parseInt(values[0])));
        } catch (NumberFormatException e) {
            throw new InvalidRequestException(name + " is not a number");
        }
    }

    private static void checkVersion(IdType asked, Optional<Resource> before) {
        boolean differs = asked.hasVersionIdPart()
                && before.map(old -> !asked.getVersionIdPart()
                                .equals(old.getIdElement().getVersionIdPart()))
                        .orElse(true);
        if (differs) {
            throw new PreconditionFailedException("The resource has changed meanwhile");
        }
    }

    private static MethodOutcome outcome(Resource stored) {
        return new MethodOutcome(stored.getIdElement()).setResource(stored);
    }
}
