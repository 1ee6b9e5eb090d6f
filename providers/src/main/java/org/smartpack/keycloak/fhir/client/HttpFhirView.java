/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;

/** Reads and searches over HTTP. */
final class HttpFhirView implements FhirView {

    private static final String NO_KEY = "the realm has no key to sign a token with";
    private static final String TOO_MANY = "too many requests of this user are under way";

    /**
     * What limits a user's requests.
     *
     * @param user names the user and the FHIR server
     */
    record Slots(UserSlots all, String user) {}

    private final BoundedHttp http;
    private final Slots slots;
    private final FhirServer server;
    private final Trace trace;
    private final Function<String, Optional<String>> tokens;

    /** @param tokens gives the token for a scope; empty where none can be signed */
    HttpFhirView(
            BoundedHttp http, Slots slots, FhirServer server, Trace trace, Function<String, Optional<String>> tokens) {
        this.http = http;
        this.slots = slots;
        this.server = server;
        this.trace = trace;
        this.tokens = tokens;
    }

    @Override
    public ReadResult read(FhirReference resource) {
        // With the right of the search that found it.
        String scope = "user/" + resource.type() + (isSearched(resource.type()) ? ".rs" : ".r");
        return tokens.apply(scope)
                .map(token -> slots.all()
                        .with(
                                slots.user(),
                                () -> HttpFhirClient.read(http, url("/" + resource), resource, token, trace.next()))
                        .orElseGet(() -> new ReadResult.Unavailable(TOO_MANY)))
                .orElseGet(() -> new ReadResult.Unavailable(NO_KEY));
    }

    private static boolean isSearched(String type) {
        return type.equals("Patient") || type.equals("Encounter");
    }

    @Override
    public SearchResult search(SearchQuery query) {
        return search(query.type(), url("/" + query));
    }

    @Override
    public SearchResult search(String type, NextPage next) {
        return next.isAt(server)
                ? search(type, URI.create(next.address()))
                : new SearchResult.Unavailable("the address of the FHIR server has changed");
    }

    private URI url(String rest) {
        return URI.create(server.address() + rest);
    }

    private SearchResult search(String type, URI url) {
        return tokens.apply("user/" + type + ".rs")
                .map(token -> slots.all()
                        .with(slots.user(), () -> search(type, url, token))
                        .orElseGet(() -> new SearchResult.Unavailable(TOO_MANY)))
                .orElseGet(() -> new SearchResult.Unavailable(NO_KEY));
    }

    private SearchResult search(String type, URI url, String token) {
        try {
            BoundedHttp.Reply reply = http.get(url, token, trace.next());
            return reply.status() == 200
                    ? found(reply, type)
                    : new SearchResult.Unavailable("the FHIR server answers with status " + reply.status());
        } catch (BoundedHttp.NoReply e) {
            return new SearchResult.Unavailable(e.getMessage());
        }
    }

    private SearchResult found(BoundedHttp.Reply reply, String type) {
        Optional<ObjectNode> bundle = HttpFhirClient.json(reply)
                .filter(resource -> isText(resource, "resourceType", "Bundle"))
                .filter(resource -> isText(resource, "type", "searchset"));
        return bundle.<SearchResult>map(searchset -> new SearchResult.Page(resources(searchset, type), next(searchset)))
                .orElseGet(() -> new SearchResult.Unavailable("the FHIR server's answer isn't a searchset"));
    }

    private static boolean isText(JsonNode resource, String member, String value) {
        return value.equals(resource.path(member).textValue());
    }

    /** A server may add what it says of the search, or what the resources refer to. */
    private static List<ObjectNode> resources(JsonNode searchset, String type) {
        List<ObjectNode> found = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode entry : searchset.path("entry")) {
            JsonNode resource = entry.path("resource");
            String id = resource.path("id").textValue();
            if (resource instanceof ObjectNode object
                    && isText(object, "resourceType", type)
                    && id != null
                    && FhirReference.isId(id)
                    && ids.add(id)) {
                found.add(object);
            }
        }
        return found;
    }

    private Optional<NextPage> next(JsonNode searchset) {
        for (JsonNode link : searchset.path("link")) {
            if (isText(link, "relation", "next")) {
                return NextPage.parse(link.path("url").textValue(), server);
            }
        }
        return Optional.empty();
    }
}
