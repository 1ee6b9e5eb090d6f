/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The EHR's server over HTTP, with a stand-in for Keycloak's launch-context API. */
class EhrTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORM =
            """
            {"user":"drbob","patient":"pat-3","app":"growth-chart","encounter":true,"intent":""}""";

    private record Call(String method, String authorization, String contentType, JsonNode body) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Call> calls = new ArrayList<>();
    private volatile int status = 200;
    private volatile String answer =
            "{\"launch\":\"h\",\"launch_url\":\"http://127.0.0.1:8091/app/launch.html?launch=h\"}";
    private HttpServer keycloak;
    private SampleApp app;

    @BeforeEach
    void start() throws Exception {
        keycloak = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keycloak.createContext("/realms/smart/smart/launch-context", exchange -> {
            calls.add(new Call(
                    exchange.getRequestMethod(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    JSON.readTree(exchange.getRequestBody())));
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        keycloak.start();
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        app = SampleApp.start(new SampleAppSettings(
                port,
                "http://127.0.0.1:" + keycloak.getAddress().getPort(),
                "smart",
                "http://127.0.0.1:8090",
                Path.of(System.getProperty("smartpack.root"), "realm-export/demo-keys")));
    }

    @AfterEach
    void stop() {
        app.close();
        keycloak.stop(0);
    }

    private String origin() {
        return app.url().substring(0, app.url().length() - 1);
    }

    private HttpResponse<String> send(String method, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(app.url() + "ehr/launch"))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> launch(String body) throws Exception {
        return send("POST", body, "Origin", origin(), "Content-Type", "application/json");
    }

    @Test
    @DisplayName("LCTX-1 a launch is registered as the client ehr, whose secret never reaches the page")
    void registers() throws Exception {
        HttpResponse<String> said = launch(FORM);
        assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
        assertThat(said.headers().firstValue("Cache-Control")).hasValue("no-store");
        Call call = calls.get(0);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.contentType()).isEqualTo("application/json");
        assertThat(call.authorization())
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("ehr:ehr-secret".getBytes(StandardCharsets.UTF_8)));
        assertThat(call.body())
                .isEqualTo(
                        JSON.readTree(
                                """
                        {"client_id":"growth-chart","aud":"http://127.0.0.1:8090/fhir","user":"Practitioner/prac-1",
                         "patient":"pat-3","encounter":"enc-3"}"""));
        JsonNode body = JSON.readTree(said.body());
        assertThat(body.at("/sent")).isEqualTo(call.body());
        assertThat(body.at("/answer/launch_url").asText()).endsWith("launch.html?launch=h");
        assertThat(said.body()).doesNotContain("secret", "Basic");
    }

    @Test
    @DisplayName("LCTX-15: what Keycloak refuses, the page is told")
    void refused() throws Exception {
        status = 403;
        answer = "{\"error\":\"insufficient_scope\"}";
        HttpResponse<String> said = launch(FORM);
        assertThat(said.statusCode()).isEqualTo(502);
        assertThat(JSON.readTree(said.body()).at("/status").asInt()).isEqualTo(403);
        assertThat(JSON.readTree(said.body()).at("/answer/error").asText()).isEqualTo("insufficient_scope");
    }

    @Test
    @DisplayName("attack 36: without Keycloak, or with an answer that is no JSON, the page gets a plain error")
    void noKeycloak() throws Exception {
        answer = "<html>";
        assertThat(launch(FORM).statusCode()).isEqualTo(502);
        keycloak.stop(0);
        HttpResponse<String> said = launch(FORM);
        assertThat(said.statusCode()).isEqualTo(502);
        assertThat(said.body()).contains("Keycloak does not answer");
    }

    @ParameterizedTest
    @DisplayName("attack 29: no page of another origin can launch, with or without JSON")
    @CsvSource({
        "http://evil.example, application/json, 403",
        "null, application/json, 403",
        "'', application/json, 403",
        "https://127.0.0.1, application/json, 403",
        "http://127.0.0.1:1, application/json, 403",
        "http://127.0.0.1.evil.example, application/json, 403",
        "http://evil.example, text/plain, 403",
        "own, text/plain, 415",
        "own, application/x-www-form-urlencoded, 415",
        "own, application/jsonp, 415",
    })
    void otherOrigins(String from, String type, int expected) throws Exception {
        String sent = from.equals("own") ? origin() : from;
        HttpResponse<String> said = sent.isEmpty()
                ? send("POST", FORM, "Content-Type", type)
                : send("POST", FORM, "Origin", sent, "Content-Type", type);
        assertThat(said.statusCode()).isEqualTo(expected);
        assertThat(said.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(calls).isEmpty();
    }

    @Test
    @DisplayName("attack 29: a look-alike of this server's origin is another origin, and so are two origins at once")
    void lookAlikes() throws Exception {
        for (String other : List.of(origin() + "0", origin() + ".evil.example", origin() + "/", "x" + origin())) {
            assertThat(send("POST", FORM, "Origin", other, "Content-Type", "application/json")
                            .statusCode())
                    .as(other)
                    .isEqualTo(403);
        }
        assertThat(send(
                                "POST",
                                FORM,
                                "Origin",
                                origin(),
                                "Origin",
                                "http://evil.example",
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(403);
        assertThat(calls).isEmpty();
    }

    @Test
    @DisplayName("attack 29: nothing but POST launches, and a preflight is given no permission")
    void otherMethods() throws Exception {
        assertThat(send("GET", "", "Origin", origin()).statusCode()).isEqualTo(405);
        HttpResponse<String> preflight =
                send("OPTIONS", "", "Origin", "http://evil.example", "Access-Control-Request-Method", "POST");
        assertThat(preflight.statusCode()).isEqualTo(405);
        assertThat(preflight.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(calls).isEmpty();
    }

    @Test
    @DisplayName("LCTX-5: a patient whom the EHR does not know is refused before Keycloak is asked")
    void unknownPatient() throws Exception {
        assertThat(launch(FORM.replace("pat-3", "pat-99")).statusCode()).isEqualTo(400);
        assertThat(calls).isEmpty();
    }

    private HttpResponse<String> offered() throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(app.url() + "ehr/choices.json"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode realm() throws Exception {
        return JSON.readTree(
                Files.readString(Path.of(System.getProperty("smartpack.root"), "realm-export", "smart.json")));
    }

    /** Answers as Keycloak's admin API does; the clients are for the administrator alone. */
    private void listClients(String clients) {
        keycloak.createContext("/realms/master/protocol/openid-connect/token", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            respond(exchange, form.contains("client_id=admin-cli") ? "{\"access_token\":\"t\"}" : "{}");
        });
        keycloak.createContext("/admin/realms/smart/clients", exchange -> {
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            respond(exchange, "Bearer t".equals(given) ? clients : "{\"error\":\"HTTP 401 Unauthorized\"}");
        });
    }

    private static void respond(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    @DisplayName("the EHR offers the users and the patients of the realm and the FHIR server, and the realm's apps")
    void choices() throws Exception {
        JsonNode realm = realm();
        listClients(realm.path("clients").toString());
        JsonNode choices = JSON.readTree(offered().body());
        assertThat(choices.path("patients").findValuesAsText("id"))
                .containsExactly("pat-1", "pat-2", "pat-3", "pat-4", "pat-5", "pat-6");
        assertThat(choices.path("patients").findValuesAsText("name")).contains("Chidi Okafor");
        assertThat(choices.path("users")).hasSize(3).allSatisfy(user -> {
            JsonNode known = named(realm.path("users"), "username", user.path("name"));
            assertThat(user.path("fhirUser")).isEqualTo(known.at("/attributes/fhirUser/0"));
        });
        assertThat(choices.path("apps").findValuesAsText("clientId")).containsExactly("growth-chart");
        assertThat(choices.at("/apps/0/launchUrls/0").asText()).endsWith("/app/launch.html");
    }

    @Test
    @DisplayName("an app is offered if it is enabled and has a launch URL, by its client id")
    void apps() throws Exception {
        String app =
                """
                {"clientId":"%s","enabled":%s,"description":"d","protocolMappers":[
                 {"protocolMapper":"%s","config":{"launch.url":"%s"}}]}""";
        listClients("["
                + String.join(
                        ",",
                        app.formatted("z-app", true, "smart-app", "https://z.example/1##https://z.example/2"),
                        app.formatted("a-app", true, "smart-app", "https://a.example/"),
                        app.formatted("off", false, "smart-app", "https://off.example/"),
                        app.formatted("standalone", true, "smart-app", ""),
                        app.formatted("other", true, "oidc-audience-mapper", "https://other.example/"),
                        "{\"clientId\":\"bare\",\"enabled\":true}")
                + "]");
        JsonNode apps = JSON.readTree(offered().body()).path("apps");
        assertThat(apps.findValuesAsText("clientId")).containsExactly("a-app", "z-app");
        assertThat(apps.at("/1/launchUrls/1").asText()).isEqualTo("https://z.example/2");
    }

    @Test
    @DisplayName("attack 36: where Keycloak doesn't list its clients, the page gets a plain error")
    void noList() throws Exception {
        assertThat(offered().statusCode()).isEqualTo(502);
        listClients("{\"error\":\"unknown_error\"}");
        HttpResponse<String> said = offered();
        assertThat(said.statusCode()).isEqualTo(502);
        assertThat(said.body()).contains("Keycloak does not answer").doesNotContain("unknown_error");
    }

    private static JsonNode named(JsonNode list, String key, JsonNode value) {
        for (JsonNode item : list) {
            if (item.path(key).equals(value)) {
                return item;
            }
        }
        throw new AssertionError("Nothing with the " + key + " " + value);
    }
}
