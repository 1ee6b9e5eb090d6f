/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.scope.FhirTypes;

/** A client for the part of FHIR R4's REST API that the pack needs: read and create. */
final class HttpFhirClient implements FhirClient {

    private static final Logger LOG = Logger.getLogger(HttpFhirClient.class);
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(ObjectNode.class);

    private final KeycloakSession session;
    private final BoundedHttp http;
    private final BoundedHttp views;
    private final UserSlots users;
    private final Outbox outbox;
    private final Outbox unproven;

    /** @param unproven the queue for {@link #createIfQuiet} */
    HttpFhirClient(
            KeycloakSession session,
            BoundedHttp http,
            BoundedHttp views,
            UserSlots users,
            Outbox outbox,
            Outbox unproven) {
        this.session = session;
        this.http = http;
        this.views = views;
        this.users = users;
        this.outbox = outbox;
        this.unproven = unproven;
    }

    @Override
    public ReadResult read(FhirServer server, FhirReference resource, Trace trace) {
        return token(server, "system/" + resource.type() + ".r")
                .map(token -> read(http, URI.create(server.address() + "/" + resource), resource, token, trace))
                .orElseGet(() -> new ReadResult.Unavailable("the realm has no key to sign a token with"));
    }

    @Override
    public FhirView viewOf(FhirReference user, FhirServer server, Trace trace) {
        return new HttpFhirView(
                views,
                new HttpFhirView.Slots(users, server.address() + " " + user),
                server,
                trace,
                scope -> token(server, scope, Optional.of(user)));
    }

    @Override
    public void createLater(FhirServer server, ObjectNode resource, Trace trace) {
        create(server, resource, trace, outbox);
    }

    @Override
    public void createIfQuiet(FhirServer server, ObjectNode resource, Trace trace) {
        if (unproven.hasRoom(server.address())) {
            create(server, resource, trace, unproven);
        }
    }

    /**
     * The token is signed now, because the sending thread has no realm. So the resource must be sent before the token
     * expires.
     */
    private void create(FhirServer server, ObjectNode resource, Trace trace, Outbox box) {
        String type = resource.path("resourceType").asText();
        if (!FhirTypes.isType(type)) {
            throw new IllegalArgumentException("no FHIR resource");
        }
        URI url = URI.create(server.address() + "/" + type);
        byte[] body = resource.toString().getBytes(StandardCharsets.UTF_8);
        token(server, "system/" + type + ".c")
                .ifPresent(token -> box.add(server.address(), () -> create(http, url, body, token, trace)));
    }

    private Optional<String> token(FhirServer server, String scope) {
        return token(server, scope, Optional.empty());
    }

    private Optional<String> token(FhirServer server, String scope, Optional<FhirReference> user) {
        try {
            return Optional.of(OwnToken.sign(session, server, scope, user));
        } catch (RuntimeException e) {
            LOG.warnf("Realm %s: %s", session.getContext().getRealm().getName(), e.getMessage());
            return Optional.empty();
        }
    }

    static ReadResult read(BoundedHttp http, URI url, FhirReference resource, String token, Trace trace) {
        try {
            BoundedHttp.Reply reply = http.get(url, token, trace);
            return switch (reply.status()) {
                case 200 -> found(reply, resource);
                case 404, 410 -> new ReadResult.NotFound();
                default -> new ReadResult.Unavailable("the FHIR server answers with status " + reply.status());
            };
        } catch (BoundedHttp.NoReply e) {
            return new ReadResult.Unavailable(e.getMessage());
        }
    }

    /** A response with a resource other than the requested one isn't trusted. */
    private static ReadResult found(BoundedHttp.Reply reply, FhirReference asked) {
        Optional<ObjectNode> answer = json(reply);
        if (answer.isEmpty()) {
            return new ReadResult.Unavailable("the FHIR server's answer isn't JSON");
        }
        ObjectNode resource = answer.get();
        boolean isAsked = asked.type().equals(resource.path("resourceType").textValue())
                && asked.id().equals(resource.path("id").textValue());
        return isAsked
                ? new ReadResult.Found(resource)
                : new ReadResult.Unavailable("the FHIR server answers with another resource");
    }

    /** The resource in an answer; empty if there is none. */
    static Optional<ObjectNode> json(BoundedHttp.Reply reply) {
        if (!reply.isJson()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readValue(reply.body()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What went wrong; empty if the FHIR server confirms that it has the resource. */
    static Optional<String> create(BoundedHttp http, URI url, byte[] body, String token, Trace trace) {
        try {
            int status = http.post(url, body, token, trace).status();
            return status == 200 || status == 201
                    ? Optional.empty()
                    : Optional.of("the FHIR server answers with status " + status);
        } catch (BoundedHttp.NoReply e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public void close() {
        // The connections belong to the factory.
    }
}
