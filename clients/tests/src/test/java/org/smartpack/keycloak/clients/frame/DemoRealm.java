/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.frame;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.SharedDemo;
import org.smartpack.keycloak.testkit.client.Asker;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** The realm {@code smart} of the demo, with the FHIR server that takes its tokens. */
public final class DemoRealm extends SmartRealm {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String fhirBaseUrl;

    private DemoRealm(Admin admin, String name) {
        super(admin, name);
        this.fhirBaseUrl = admin.get(client("fhir-server").path())
                .jsonPath()
                .getString("protocolMappers.find { it.protocolMapper == 'smart-fhir-server' }.config['base.url']");
    }

    /**
     * A new realm like this one, to be changed at will. The demo's FHIR server doesn't take its tokens.
     *
     * @param settings what its realm representation has otherwise
     */
    public DemoRealm copy(Map<String, Object> settings) {
        return new DemoRealm(admin, imported(admin, settings));
    }

    /** The FHIR server's base URL: the {@code aud} of an app's authorization request and of every token. */
    public String fhirBaseUrl() {
        return fhirBaseUrl;
    }

    /** The file with the private keys of a client, a JWKS: {@code <client>-rs384} and {@code <client>-es384}. */
    public static Path keys(String clientId) {
        return Installation.realmExport("demo-keys/" + clientId + ".jwks.json");
    }

    /** Reads below the FHIR base URL with an access token. */
    public Response read(String path, String accessToken) {
        return Caller.bearer(accessToken).get(fhirBaseUrl() + "/" + path);
    }

    /** A token of {@code bulk-client}, which it asks for as the specification shows it, without a library. */
    public String bulkToken(String scope) {
        return SigningClient.demo(this, "bulk-client").ownToken(Map.of("scope", scope));
    }

    /** What the pack's introspection tells the FHIR server of a token. */
    public JsonPath told(String token) {
        Response response = new Asker(this).ask(Caller.basic("fhir-server"), token);
        assertThat(response.statusCode()).isEqualTo(200);
        return response.jsonPath();
    }

    /** A further redirect URI for a client of the export, for an application that listens at a port of its own. */
    public void allowRedirect(String clientId, String redirectUri) {
        RealmClient client = client(clientId);
        List<Object> uris = new ArrayList<>((List<?>) client.representation().get("redirectUris"));
        uris.add(redirectUri);
        client.change(Map.of("redirectUris", uris));
    }

    /**
     * Waits until the newest event of a client says why the pack refused it: the client itself is told {@code
     * invalid_client} only, and the event is saved a moment after that answer.
     */
    public void expectRefusal(String clientId, String reason) {
        Instant deadline = Instant.now().plus(LIMIT);
        String last = reasonOfLastRefusal(clientId);
        while (!reason.equals(last) && Instant.now().isBefore(deadline)) {
            last = reasonOfLastRefusal(clientId);
        }
        assertThat(last).isEqualTo(reason);
    }

    private String reasonOfLastRefusal(String clientId) {
        return admin.get(path("/events?max=1&client=" + clientId)).jsonPath().getString("[0].details.reason");
    }

    static final class Resolver implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == DemoRealm.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Demo demo = SharedDemo.of(context);
            return new DemoRealm(new Admin(demo.keycloakUrl()), "smart");
        }
    }
}
