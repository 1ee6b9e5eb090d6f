/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import org.smartpack.keycloak.demo.app.Backchannel.Reply;
import org.smartpack.keycloak.demo.app.PendingLaunches.Pending;

/**
 * {@code POST /koppeltaal/redeem.json}: the module's server redeems the code with its client assertion, checks the id_token
 * and asks Keycloak about the token: about the HTI token as the module itself, about an access token as the FHIR service
 * does, with a bearer token. It answers with all of that, for people to look at.
 */
final class ModuleRedemption implements Route {

    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Backchannel backchannel;
    private final ClientSigner signer;
    private final PendingLaunches launches;
    private final IdTokenCheck idTokens;
    private final SampleAppSettings settings;

    ModuleRedemption(
            Backchannel backchannel, ClientSigner signer, PendingLaunches launches, SampleAppSettings settings) {
        this.backchannel = backchannel;
        this.signer = signer;
        this.launches = launches;
        this.idTokens = new IdTokenCheck(settings.issuer());
        this.settings = settings;
    }

    private record Sent(String code, String state, String iss) {}

    @Override
    public Answer answer(Request request) throws IOException, InterruptedException {
        Optional<Sent> sent = sent(request.body());
        if (sent.isEmpty() || !settings.issuer().equals(sent.get().iss())) {
            return Answer.error(400, "That is no answer of Keycloak to this module");
        }
        String state = sent.get().state();
        Optional<Pending> pending = BrowserCookie.of(request, state).flatMap(browser -> launches.end(state, browser));
        if (pending.isEmpty()) {
            return Answer.error(400, "This launch did not begin in this browser, or is over");
        }
        return redeem(sent.get().code(), pending.get()).with(BrowserCookie.remove(state));
    }

    private static Optional<Sent> sent(String body) {
        try {
            return Optional.ofNullable(JSON.readValue(body, Sent.class))
                    .filter(sent -> sent.code() != null && sent.state() != null);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private Answer redeem(String code, Pending pending) throws IOException, InterruptedException {
        Map<String, String> form = signed(pending.client(), settings.tokenUrl());
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", settings.origin() + ModuleLaunch.REDIRECT);
        form.put("code_verifier", pending.verifier());
        Reply tokens = backchannel.form(URI.create(settings.tokenUrl()), form);
        if (tokens.status() != 200) {
            return Answer.json(502, Map.of("error", "Keycloak refuses the code", "answer", tokens.body()));
        }
        Optional<JWTClaimsSet> user =
                idTokens.check(tokens.body().path("id_token").asText(), pending.client(), pending.nonce());
        if (user.isEmpty()) {
            return Answer.error(502, "The id_token is not one that Keycloak issued for this login");
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("client", pending.client());
        htiToken(pending).ifPresent(claims -> shown.put("launch", claims));
        shown.put("response", tokens.body());
        shown.put("user", user.get().toJSONObject());
        shown.put("introspection", introspection(pending, tokens));
        return Answer.json(200, shown);
    }

    /** The launch token, for people to look at; nothing is decided by it. */
    private static Optional<Map<String, Object>> htiToken(Pending pending) {
        try {
            return Optional.of(
                    SignedJWT.parse(pending.launch()).getJWTClaimsSet().toJSONObject());
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private Reply introspection(Pending pending, Reply tokens) throws IOException, InterruptedException {
        URI endpoint = URI.create(settings.introspectionUrl());
        if (pending.client().equals(KoppeltaalDomain.MODULE)) {
            Map<String, String> form = signed(pending.client(), settings.introspectionUrl());
            form.put("token", pending.launch());
            return backchannel.form(endpoint, form);
        }
        Reply own = backchannel.form(
                URI.create(settings.tokenUrl()), "fhir-server", Map.of("grant_type", "client_credentials"));
        return backchannel.formWithToken(
                endpoint,
                own.body().path("access_token").asText(),
                Map.of("token", tokens.body().path("access_token").asText()));
    }

    private Map<String, String> signed(String client, String audience) throws IOException {
        SignedJWT assertion =
                signer.assertion(client, audience).orElseThrow(() -> new IOException("There is no key of " + client));
        return new LinkedHashMap<>(
                Map.of("client_assertion_type", ASSERTION, "client_assertion", assertion.serialize()));
    }
}
