/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.smartpack.keycloak.demo.app.Backchannel.Reply;

/**
 * {@code POST /nz/settings.json} with {@code {"client":..., "change":...}}: saves a client of the New Zealand realm as
 * the console does, with one of a few settings that its class doesn't allow. Should Keycloak save it nevertheless, the
 * client is put back as it was. One change at a time: otherwise the second would put back what the first has changed.
 */
final class NzSettings implements Route {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ATTRIBUTES = "attributes";

    /** Members of a client, by the name that the page knows; those of {@code attributes} are merged. */
    private static final Map<String, Map<String, Object>> CHANGES = Map.ofEntries(
            attribute("long-access", "access.token.lifespan", "7200"),
            attribute("not-detached", "id.token.as.detached.signature", "false"),
            attribute("hs256", "id.token.signed.response.alg", "HS256"),
            attribute("plain-pkce", "pkce.code.challenge.method", "plain"),
            attribute("refresh", "use.refresh.tokens", "true"),
            member("secret", "clientAuthenticatorType", "client-secret"),
            member("http", "redirectUris", List.of("http://app.example.org/callback")),
            member("wildcard", "redirectUris", List.of("https://app.example.org/*")),
            member("full-scope", "fullScopeAllowed", true),
            member("no-consent", "consentRequired", false),
            member("public", "publicClient", true),
            member("password", "directAccessGrantsEnabled", true),
            member("system", "serviceAccountsEnabled", true),
            member("implicit", "implicitFlowEnabled", true));

    private final Administrator administrator;

    NzSettings(Administrator administrator) {
        this.administrator = administrator;
    }

    private static Map.Entry<String, Map<String, Object>> member(String name, String member, Object value) {
        return Map.entry(name, Map.of(member, value));
    }

    private static Map.Entry<String, Map<String, Object>> attribute(String name, String attribute, String value) {
        return member(name, ATTRIBUTES, Map.of(attribute, value));
    }

    @Override
    public Answer answer(Request request) throws IOException, InterruptedException {
        JsonNode asked;
        try {
            asked = JSON.readTree(request.body());
        } catch (JsonProcessingException e) {
            return Answer.error(400, "The request is not JSON");
        }
        String name = asked.path("client").asText();
        Map<String, Object> change = CHANGES.get(asked.path("change").asText());
        if (!NzClients.isOne(name) || change == null) {
            return Answer.error(400, "This page has no such client or change");
        }
        return change(name, change);
    }

    private synchronized Answer change(String name, Map<String, Object> change)
            throws IOException, InterruptedException {
        Optional<JsonNode> found = StreamSupport.stream(administrator.clients().spliterator(), false)
                .filter(client -> client.path("clientId").asText().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            return Answer.error(502, "Keycloak has no client " + name);
        }
        return save(found.get(), change);
    }

    private Answer save(JsonNode client, Map<String, Object> change) throws IOException, InterruptedException {
        ObjectNode changed = client.deepCopy();
        change.forEach((member, value) -> {
            JsonNode set = JSON.valueToTree(value);
            if (member.equals(ATTRIBUTES)) {
                ((ObjectNode) changed.path(ATTRIBUTES)).setAll((ObjectNode) set);
            } else {
                changed.set(member, set);
            }
        });
        Reply reply = administrator.save(changed);
        if (reply.status() < 300) {
            administrator.save(client);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("change", change);
        answer.put("status", reply.status());
        answer.put("answer", reply.body().isMissingNode() ? Map.of() : reply.body());
        return Answer.json(200, answer);
    }
}
