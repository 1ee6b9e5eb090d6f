/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The server behind the page of New Zealand's classes, with a stand-in for Keycloak. */
class NzAppTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "/realms/nz-health/protocol/openid-connect/token";
    private static final String LOGIN = "/realms/master/protocol/openid-connect/token";
    private static final String CLIENTS = "/admin/realms/nz-health/clients";
    private static final String CLIENT = "{\"id\":\"1\",\"clientId\":\"provider-portal\",\"consentRequired\":true,"
            + "\"attributes\":{\"use.jwks.string\":\"true\"}}";
    private static final String REFUSAL =
            "{\"error\":\"invalid_client_metadata\",\"error_description\":\"NZ-61: switch Consent required on\"}";

    private record Call(String method, String path, String authorization, String proof, String body) {

        Map<String, String> form() {
            return Arrays.stream(body.split("&"))
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(
                            pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile int saved = 400;
    private HttpServer keycloak;
    private SampleApp app;

    @BeforeEach
    void start() throws Exception {
        keycloak = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keycloak.createContext("/", exchange -> {
            Call call = new Call(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("DPoP"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            calls.add(call);
            boolean isSave = call.method().equals("PUT");
            byte[] bytes = answer(call).getBytes(StandardCharsets.UTF_8);
            boolean isEmpty = isSave && saved == 204;
            exchange.sendResponseHeaders(isSave ? saved : 200, isEmpty ? -1 : bytes.length);
            if (!isEmpty) {
                exchange.getResponseBody().write(bytes);
            }
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

    private static String answer(Call call) {
        return switch (call.path()) {
            case LOGIN -> "{\"access_token\":\"of-the-administrator\"}";
            case TOKEN -> "{\"access_token\":\"of-the-client\"}";
            case CLIENTS -> "[" + CLIENT + "]";
            default -> REFUSAL;
        };
    }

    @AfterEach
    void stop() {
        app.close();
        keycloak.stop(0);
    }

    private HttpResponse<String> post(String path, String body, String origin) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(app.url() + path))
                        .header("Origin", origin)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return post(path, body, app.url().replaceFirst("/$", ""));
    }

    private Call only(String path) {
        List<Call> found =
                calls.stream().filter(call -> call.path().equals(path)).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    @DisplayName(
            "NZ-26, NZ-25: a client with a key sends its signed JWT, the page's proof, and nothing else of the page")
    void signed() throws Exception {
        HttpResponse<String> answer = post(
                "nz/token.json",
                "{\"client\":\"sensitive-portal\",\"proof\":\"a.b.c\",\"form\":{\"grant_type\":\"authorization_code\","
                        + "\"code\":\"x&y\",\"client_id\":\"public-spa\",\"scope\":\"\"}}");
        assertThat(answer.statusCode()).isEqualTo(200);
        Call call = only(TOKEN);
        assertThat(call.proof()).isEqualTo("a.b.c");
        assertThat(call.form())
                .containsOnlyKeys("grant_type", "code", "client_assertion_type", "client_assertion")
                .containsEntry("code", "x&y");
        assertThat(SignedJWT.parse(call.form().get("client_assertion"))
                        .getJWTClaimsSet()
                        .getSubject())
                .isEqualTo("sensitive-portal");
        JsonNode shown = JSON.readTree(answer.body());
        assertThat(shown.at("/answer/access_token").asText()).isEqualTo("of-the-client");
        assertThat(shown.path("status").asInt()).isEqualTo(200);
    }

    @Test
    @DisplayName("NZ-73: a public client says who it is and proves nothing")
    void publicClient() throws Exception {
        post("nz/token.json", "{\"client\":\"public-spa\",\"form\":{\"grant_type\":\"authorization_code\"}}");
        assertThat(only(TOKEN).form()).isEqualTo(Map.of("grant_type", "authorization_code", "client_id", "public-spa"));
        assertThat(only(TOKEN).proof()).isNull();
    }

    @Test
    @DisplayName("NZ-61: a setting is saved with all others of the client, and the refusal is passed on")
    void notSaved() throws Exception {
        HttpResponse<String> answer =
                post("nz/settings.json", "{\"client\":\"provider-portal\",\"change\":\"no-consent\"}");
        Call save = only(CLIENTS + "/1");
        assertThat(save.authorization()).isEqualTo("Bearer of-the-administrator");
        assertThat(JSON.readTree(save.body())).isEqualTo(JSON.readTree(CLIENT.replace("true,", "false,")));
        JsonNode shown = JSON.readTree(answer.body());
        assertThat(shown.path("status").asInt()).isEqualTo(400);
        assertThat(shown.at("/answer/error_description").asText()).startsWith("NZ-61: ");
        assertThat(shown.path("change")).isEqualTo(JSON.readTree("{\"consentRequired\":false}"));
    }

    @Test
    @DisplayName("NZ-9: a setting that Keycloak accepts is taken back, with the other attributes as they were")
    void saved() throws Exception {
        saved = 204;
        HttpResponse<String> answer = post("nz/settings.json", "{\"client\":\"provider-portal\",\"change\":\"hs256\"}");
        List<JsonNode> bodies = calls.stream()
                .filter(call -> call.method().equals("PUT"))
                .map(call -> {
                    try {
                        return JSON.readTree(call.body());
                    } catch (java.io.IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        assertThat(bodies).hasSize(2);
        assertThat(bodies.get(0).path("attributes"))
                .isEqualTo(JSON.readTree("{\"use.jwks.string\":\"true\",\"id.token.signed.response.alg\":\"HS256\"}"));
        assertThat(bodies.get(1)).isEqualTo(JSON.readTree(CLIENT));
        assertThat(JSON.readTree(answer.body()).path("status").asInt()).isEqualTo(204);
    }

    @Test
    @DisplayName("NZ-9: of two changes at once the second begins when the first is taken back")
    void oneAfterTheOther() throws Exception {
        saved = 204;
        List<CompletableFuture<HttpResponse<String>>> answers = Stream.of("hs256", "public", "http", "refresh")
                .map(change -> http.sendAsync(
                        HttpRequest.newBuilder(URI.create(app.url() + "nz/settings.json"))
                                .header("Origin", app.url().replaceFirst("/$", ""))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"client\":\"provider-portal\",\"change\":\"" + change + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        assertThat(calls.stream()
                        .filter(call -> call.path().startsWith(CLIENTS))
                        .map(Call::method)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(String.join(" ", Collections.nCopies(4, "GET PUT PUT")));
    }

    @ParameterizedTest
    @DisplayName("attack 29: no other client, no other setting and nothing but JSON gets through to Keycloak")
    @CsvSource(
            delimiter = '|',
            value = {
                "nz/token.json    | {'client':'fhir-server','form':{'grant_type':'client_credentials'}} | 400",
                "nz/token.json    | {'form':{'grant_type':'client_credentials'}}                        | 400",
                "nz/token.json    | []                                                                  | 400",
                "nz/token.json    | {'client'                                                           | 400",
                "nz/settings.json | {'client':'fhir-server','change':'public'}                          | 400",
                "nz/settings.json | {'client':'provider-portal','change':'enabled'}                     | 400",
                "nz/settings.json | {'client':'provider-portal','change':{'enabled':false}}             | 400",
                "nz/settings.json | x'                                                                  | 400",
                "nz/settings.json | {'client':'system-feed','change':'public'}                          | 502",
            })
    void strange(String path, String body, int status) throws Exception {
        assertThat(post(path, body.replace('\'', '"')).statusCode()).isEqualTo(status);
        assertThat(calls)
                .noneMatch(call -> call.path().equals(TOKEN) || call.method().equals("PUT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nz/token.json", "nz/settings.json"})
    @DisplayName("attack 12: another site's page can use neither the keys nor the administrator")
    void otherSites(String path) throws Exception {
        String body = "{\"client\":\"provider-portal\",\"change\":\"public\",\"form\":{}}";
        assertThat(post(path, body, "http://evil.example").statusCode()).isEqualTo(403);
        assertThat(calls).isEmpty();
    }
}
