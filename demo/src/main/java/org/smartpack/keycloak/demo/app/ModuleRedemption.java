/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import org.smartpack.keycloak.demo.app.Backchannel.Reply;
import org.smartpack.keycloak.demo.app.PendingLaunches.Pending;

/**
 * {@code POST /koppeltaal/redeem.json}: the module's server redeems the code with its client assertion, checks the
 * id_token and introspects the token at Keycloak: the HTI token as the module itself, an access token as the FHIR
 * service does, with a bearer token. The response contains all of that, for people to look at.
 */
final class ModuleRedemption implements Route {

    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

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

    @Override
    public Answer answer(Request request) throws IOException, InterruptedException {
        Optional<ModuleCallback> callback =
                ModuleCallback.read(request.body(), settings.issuer()).filter(sent -> sent.code() != null);
        if (callback.isEmpty()) {
            return Answer.error(400, "That is not an answer from Keycloak to this module");
        }
        Optional<Pending> pending = callback.get().end(request, launches);
        if (pending.isEmpty()) {
            return Answer.error(400, "This launch did not start in this browser, or has ended");
        }
        return redeem(callback.get().code(), pending.get())
                .with(BrowserCookie.remove(callback.get().state()));
    }

    private Answer redeem(String code, Pending pending) throws IOException, InterruptedException {
        Map<String, String> form = signed(pending.client(), settings.tokenUrl());
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", settings.origin() + ModuleLaunch.REDIRECT);
        form.put("code_verifier", pending.verifier());
        Reply tokens = backchannel.form(URI.create(settings.tokenUrl()), form);
        if (tokens.status() != 200) {
            return refused(pending, Map.of("error", "Keycloak refused the code", "answer", tokens.body()));
        }
        Optional<JWTClaimsSet> user =
                idTokens.check(tokens.body().path("id_token").asText(), pending.client(), pending.nonce());
        if (user.isEmpty()) {
            return refused(pending, Map.of("error", "The id_token is not one that Keycloak issued for this login"));
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("client", pending.client());
        pending.token().ifPresent(claims -> shown.put("launch", claims.toJSONObject()));
        shown.put("response", tokens.body());
        shown.put("user", user.get().toJSONObject());
        shown.put("introspection", introspection(pending, tokens));
        return Answer.json(200, shown);
    }

    private static Answer refused(Pending pending, Map<String, Object> why) {
        Map<String, Object> said = new LinkedHashMap<>(why);
        said.put("reference", pending.reference());
        return Answer.json(502, said);
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
