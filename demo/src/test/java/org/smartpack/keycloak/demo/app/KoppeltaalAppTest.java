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
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
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

/** The servers of portal and module over HTTP, with a stand-in for Keycloak. */
class KoppeltaalAppTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path KEYS = Path.of(System.getProperty("smartpack.root"), "realm-export/demo-keys");
    private static final String FHIR = "http://127.0.0.1:8090/koppeltaal/fhir";
    private static final String PATIENT = "{\"user\":\"patient-1\",\"intent\":\"order\"}";

    private record Call(String path, String authorization, Map<String, String> form) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new HashMap<>();
    private ECKey realmKey;
    private HttpServer keycloak;
    private SampleApp app;

    @BeforeEach
    void start() throws Exception {
        realmKey = new ECKeyGenerator(Curve.P_256).keyID("realm").generate();
        keycloak = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keycloak.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath().replace("/realms/koppeltaal", "");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(new Call(path, exchange.getRequestHeaders().getFirst("Authorization"), fields(body)));
            byte[] bytes = answers.getOrDefault(path, "{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answers.containsKey(path) ? 200 : 400, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        keycloak.start();
        answers.put("/protocol/openid-connect/certs", new JWKSet(realmKey.toPublicJWK()).toString());
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        app = SampleApp.start(new SampleAppSettings(
                port, "http://127.0.0.1:" + keycloak.getAddress().getPort(), "smart", "http://127.0.0.1:8090", KEYS));
    }

    @AfterEach
    void stop() {
        app.close();
        keycloak.stop(0);
    }

    private String issuer() {
        return "http://127.0.0.1:" + keycloak.getAddress().getPort() + "/realms/koppeltaal";
    }

    private String origin() {
        return app.url().substring(0, app.url().length() - 1);
    }

    private static Map<String, String> fields(String form) {
        return Arrays.stream(form.split("&"))
                .filter(pair -> pair.contains("="))
                .collect(Collectors.toMap(
                        pair -> pair.substring(0, pair.indexOf('=')),
                        pair -> URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(app.url() + "koppeltaal/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String json, String cookie) throws Exception {
        return send("POST", path, json, "Origin", origin(), "Content-Type", "application/json", "Cookie", cookie);
    }

    /** The module's launch URL, as a portal of another site posts to it. */
    private HttpResponse<String> launch(Map<String, String> form, String cookie) throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                "POST",
                "start",
                body,
                "Origin",
                "https://portal.example.org",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Cookie",
                cookie);
    }

    private static Map<String, String> inputs(HttpResponse<String> page) {
        Map<String, String> inputs = new LinkedHashMap<>();
        Pattern.compile("name=\"([^\"]+)\" value=\"([^\"]*)\"")
                .matcher(page.body())
                .results()
                .forEach(input -> inputs.put(input.group(1), input.group(2)));
        return inputs;
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElse("").split(";")[0];
    }

    private SignedJWT hti() throws Exception {
        JsonNode said = JSON.readTree(post("launch.json", PATIENT, "").body());
        return SignedJWT.parse(said.at("/fields/launch").asText());
    }

    @ParameterizedTest
    @CsvSource({"patient-1, Patient/kt-pat-1, ", "practitioner-1, Practitioner/kt-prac-1, Patient/kt-pat-1"})
    @DisplayName("KT-HTI-6 to 10: the portal's token has what HTI asks for, is the portal's, and names no person")
    void htiToken(String user, String sub, String patient) throws Exception {
        HttpResponse<String> said = post("launch.json", "{\"user\":\"" + user + "\",\"intent\":\"order\"}", "");
        assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
        JsonNode answer = JSON.readTree(said.body());
        assertThat(answer.path("action").asText()).isEqualTo("/koppeltaal/start");
        assertThat(answer.at("/fields/iss").asText()).isEqualTo(FHIR);

        SignedJWT token = SignedJWT.parse(answer.at("/fields/launch").asText());
        ECKey key = JWKSet.parse(Files.readString(KEYS.resolve("portal.jwks.json"))).getKeys().stream()
                .filter(ECKey.class::isInstance)
                .map(ECKey.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(token.getHeader().getKeyID()).isEqualTo(key.getKeyID());
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("portal");
        assertThat(claims.getAudience()).containsExactly("Device/module");
        assertThat(claims.getSubject()).isEqualTo(sub);
        assertThat(claims.getClaim("resource")).isEqualTo("Task/task-1");
        assertThat(claims.getClaim("definition")).isEqualTo("ActivityDefinition/activity-1");
        assertThat(claims.getClaim("patient")).isEqualTo(patient);
        assertThat(claims.getClaim("intent")).isEqualTo("order");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isLessThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(claims.toString()).doesNotContain("Karin", "Pieter");
        assertThat(hti().getJWTClaimsSet().getJWTID()).isNotEqualTo(claims.getJWTID());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"user\":\"drbob\",\"intent\":\"\"}",
                "{\"user\":\"patient-1\"}",
                "{\"intent\":\"\"}",
                "{\"user\":\"patient-1\",\"intent\":\"\",\"aud\":\"Device/other\"}",
                "[]",
                "null",
                "",
                "{",
            })
    @DisplayName("attack 33: the portal signs nothing that its page would not have sent")
    void strangeForm(String form) throws Exception {
        assertThat(post("launch.json", form, "").statusCode()).isEqualTo(400);
        assertThat(post("smart.json", form, "").statusCode()).isEqualTo(400);
        assertThat(calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"launch.json", "smart.json", "redeem.json", "refused.json", "token.json"})
    @DisplayName("attack 29: what acts with a key or a secret is for the pages of this server alone")
    void guarded(String path) throws Exception {
        assertThat(send("GET", path, "").statusCode()).isEqualTo(405);
        assertThat(send("POST", path, PATIENT, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("POST", path, PATIENT, "Content-Type", "application/json", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("POST", path, PATIENT, "Content-Type", "text/plain", "Origin", origin())
                        .statusCode())
                .isEqualTo(415);
        assertThat(calls).isEmpty();
    }

    @Test
    @DisplayName("KT-HTI-2 KT-AUTHZ-8: the module turns the form POST into an authorization request with PKCE")
    void moduleLaunch() throws Exception {
        HttpResponse<String> page = launch(Map.of("launch", "a.b.c", "iss", FHIR), "");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Set-Cookie").orElse(""))
                .contains("HttpOnly", "SameSite=Lax", "Path=/koppeltaal/");
        assertThat(page.body()).contains("method=\"post\" action=\"" + issuer() + "/protocol/openid-connect/auth\"");
        assertThat(inputs(page))
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "module")
                .containsEntry("redirect_uri", origin() + "/koppeltaal/module.html")
                .containsEntry("launch", "a.b.c")
                .containsEntry("scope", "launch openid fhirUser")
                .containsEntry("aud", FHIR)
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("state", "nonce", "code_challenge");
        assertThat(inputs(launch(Map.of("launch", "a.b.c", "iss", FHIR), "")).get("state"))
                .isNotEqualTo(inputs(page).get("state"));
    }

    @Test
    @DisplayName("attack 35: attack 3: nothing that could be markup, and no other FHIR service, gets on to Keycloak")
    void strangeLaunch() throws Exception {
        assertThat(launch(Map.of("launch", "\"><script>", "iss", FHIR), "").statusCode())
                .isEqualTo(400);
        assertThat(launch(Map.of("launch", "a.b.c", "iss", FHIR + "/"), "").statusCode())
                .isEqualTo(400);
        assertThat(launch(Map.of("launch", "a.b.c", "iss", "https://evil.example/fhir"), "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(launch(Map.of("launch", "a.b.c"), "").statusCode()).isEqualTo(400);
        assertThat(launch(Map.of("iss", FHIR), "").statusCode()).isEqualTo(400);
        assertThat(send("POST", "start", "launch=a&launch=b&iss=" + FHIR).statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "start", "launch=%zz&iss=" + FHIR).statusCode()).isEqualTo(400);
        assertThat(send("GET", "start", "").statusCode()).isEqualTo(405);
        assertThat(ModuleLaunch.escaped("<a href=\"x\">&'")).isEqualTo("&lt;a href=&quot;x&quot;&gt;&amp;'");
    }

    @Test
    @DisplayName("KT-AUD-5: a launch that can't begin is refused on the module's own page, as text")
    void refusedAtOnce() throws Exception {
        HttpResponse<String> page = launch(Map.of("launch", "a.b.c", "iss", "https://evil.example/fhir"), "");

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(page.body())
                .contains("<body data-refused=\"iss is not a FHIR service that this module works with\"")
                .contains("src=\"/koppeltaal/module.js\"")
                .doesNotContain("evil.example");
    }

    @Test
    @DisplayName("KT-AUD-5: the module's server knows the reference of a launch of this browser, once and of no other")
    void reference() throws Exception {
        SignedJWT hti = hti();
        HttpResponse<String> page = launch(Map.of("launch", hti.serialize(), "iss", FHIR), "");
        String refusal = "{\"state\":\"" + inputs(page).get("state") + "\",\"iss\":\"" + issuer() + "\"}";
        String other = cookie(launch(Map.of("launch", hti.serialize(), "iss", FHIR), ""));

        for (String cookie : List.of("", other)) {
            assertThat(reference(refusal, cookie)).isEmpty();
        }
        assertThat(reference(refusal.replace(issuer(), "https://evil.example"), cookie(page)))
                .isEmpty();
        assertThat(reference("null", cookie(page))).isEmpty();
        HttpResponse<String> said = post("refused.json", refusal, cookie(page));
        assertThat(JSON.readTree(said.body()).path("reference").asText())
                .isNotEmpty()
                .isEqualTo(hti.getJWTClaimsSet().getJWTID());
        assertThat(said.headers().firstValue("Set-Cookie").orElse("")).contains("Max-Age=0");
        assertThat(reference(refusal, cookie(page))).as("it is over").isEmpty();
        assertThat(post("redeem.json", redemption(inputs(page)), cookie(page)).statusCode())
                .as("nothing can be redeemed after that")
                .isEqualTo(400);
        assertThat(calls).isEmpty();
    }

    private String reference(String refusal, String cookie) throws Exception {
        HttpResponse<String> said = post("refused.json", refusal, cookie);
        assertThat(said.statusCode()).isEqualTo(200);
        assertThat(said.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(JSON.readTree(said.body()).path("ended").asBoolean(true)).isFalse();
        return JSON.readTree(said.body()).path("reference").asText();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b.c",
                // HS256 and a jti with markup, a blank one, none
                "eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiI8Yj4ifQ.AA",
                "eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiIifQ.AA",
                "eyJhbGciOiJIUzI1NiJ9.e30.AA",
            })
    @DisplayName("attack 35: what isn't like a reference is shown to nobody")
    void noReference(String launch) throws Exception {
        HttpResponse<String> page = launch(Map.of("launch", launch, "iss", FHIR), "");
        HttpResponse<String> said = post(
                "refused.json",
                "{\"state\":\"" + inputs(page).get("state") + "\",\"iss\":\"" + issuer() + "\"}",
                cookie(page));

        assertThat(JSON.readTree(said.body())).isEqualTo(JSON.readTree("{\"ended\":true,\"reference\":\"\"}"));
    }

    private String idToken(String nonce, Consumer<JWTClaimsSet.Builder> change) throws Exception {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience("module")
                .subject("Patient/kt-pat-1")
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .claim("nonce", nonce);
        change.accept(claims);
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("realm").build(), claims.build());
        jwt.sign(new ECDSASigner(realmKey));
        return jwt.serialize();
    }

    private String redemption(Map<String, String> request) {
        return "{\"code\":\"the-code\",\"state\":\"" + request.get("state") + "\",\"iss\":\"" + issuer() + "\"}";
    }

    @Test
    @DisplayName("KT-TOK-3: the module's server redeems the code with its assertion and verifier, and introspects")
    void redeems() throws Exception {
        String hti = hti().serialize();
        HttpResponse<String> page = launch(Map.of("launch", hti, "iss", FHIR), "");
        Map<String, String> request = inputs(page);
        answers.put(
                "/protocol/openid-connect/token",
                "{\"access_token\":\"NOOP\",\"id_token\":\"" + idToken(request.get("nonce"), claims -> {})
                        + "\",\"resource\":\"Task/task-1\"}");
        answers.put("/smart/introspect", "{\"active\":true}");

        HttpResponse<String> said = post("redeem.json", redemption(request), cookie(page));

        assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
        JsonNode shown = JSON.readTree(said.body());
        assertThat(shown.at("/client").asText()).isEqualTo("module");
        assertThat(shown.at("/launch/iss").asText()).isEqualTo("portal");
        assertThat(shown.at("/response/access_token").asText()).isEqualTo("NOOP");
        assertThat(shown.at("/user/sub").asText()).isEqualTo("Patient/kt-pat-1");
        assertThat(shown.at("/introspection/body/active").asBoolean()).isTrue();
        Call tokens = call("/protocol/openid-connect/token");
        assertThat(tokens.form())
                .containsEntry("grant_type", "authorization_code")
                .containsEntry("code", "the-code")
                .containsEntry("redirect_uri", origin() + "/koppeltaal/module.html");
        assertThat(s256(tokens.form().get("code_verifier"))).isEqualTo(request.get("code_challenge"));
        assertAssertion(tokens, issuer() + "/protocol/openid-connect/token");
        Call introspection = call("/smart/introspect");
        assertThat(introspection.form()).containsEntry("token", hti);
        assertAssertion(introspection, issuer() + "/smart/introspect");

        assertThat(post("redeem.json", redemption(request), cookie(page)).statusCode())
                .as("once")
                .isEqualTo(400);
    }

    private Call call(String path) {
        return calls.stream()
                .filter(call -> call.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static String s256(String verifier) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void assertAssertion(Call call, String audience) throws Exception {
        JWTClaimsSet claims =
                SignedJWT.parse(call.form().get("client_assertion")).getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("module");
        assertThat(claims.getSubject()).isEqualTo("module");
        assertThat(claims.getAudience()).containsExactly(audience);
    }

    @Test
    @DisplayName("attack 2, 19: an answer of another browser, another server or another login is refused")
    void foreignAnswers() throws Exception {
        HttpResponse<String> page = launch(Map.of("launch", "a.b.c", "iss", FHIR), "");
        Map<String, String> request = inputs(page);
        String other = cookie(launch(Map.of("launch", "a.b.c", "iss", FHIR), ""));
        assertThat(other).isNotEqualTo(cookie(page));

        assertThat(post("redeem.json", redemption(request), other).statusCode()).isEqualTo(400);
        assertThat(post("redeem.json", redemption(request), "").statusCode()).isEqualTo(400);
        assertThat(post("redeem.json", redemption(Map.of("state", "other")), cookie(page))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("redeem.json", redemption(request).replace(issuer(), "https://evil.example"), cookie(page))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("redeem.json", "null", cookie(page)).statusCode()).isEqualTo(400);
        assertThat(calls).as("nothing was asked of Keycloak").isEmpty();

        // A portal of another site posts: the browser sends no cookie, and keeps both under their names.
        HttpResponse<String> second = launch(Map.of("launch", "a.b.c", "iss", FHIR), "");
        String both = cookie(page) + "; " + cookie(second);
        assertThat(cookie(second).split("=")[0]).isNotEqualTo(cookie(page).split("=")[0]);
        for (HttpResponse<String> tab : List.of(page, second)) {
            HttpResponse<String> said = post("redeem.json", redemption(inputs(tab)), both);
            assertThat(said.statusCode())
                    .as("the launch is still there; Keycloak refused the code")
                    .isEqualTo(502);
            assertThat(JSON.readTree(said.body()).path("reference").isTextual()).isTrue();
            assertThat(said.headers().firstValue("Set-Cookie").orElse(""))
                    .startsWith(cookie(tab).split("=")[0] + "=;")
                    .contains("Max-Age=0");
            assertThat(post("redeem.json", redemption(inputs(tab)), both).statusCode())
                    .as("it doesn't come back twice")
                    .isEqualTo(400);
        }
    }

    @Test
    @DisplayName("an id_token of another login, client, issuer or time isn't believed")
    void wrongIdToken() throws Exception {
        List<Consumer<JWTClaimsSet.Builder>> wrong = List.of(
                claims -> claims.claim("nonce", "other"),
                claims -> claims.audience("other"),
                claims -> claims.issuer("https://evil.example"),
                claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(600))));
        for (Consumer<JWTClaimsSet.Builder> change : wrong) {
            HttpResponse<String> page = launch(Map.of("launch", "a.b.c", "iss", FHIR), "");
            Map<String, String> request = inputs(page);
            answers.put(
                    "/protocol/openid-connect/token",
                    "{\"access_token\":\"NOOP\",\"id_token\":\"" + idToken(request.get("nonce"), change) + "\"}");
            HttpResponse<String> said = post("redeem.json", redemption(request), cookie(page));
            assertThat(said.statusCode()).isEqualTo(502);
            assertThat(said.body()).contains("id_token");
        }
        assertThat(calls).noneMatch(call -> call.path().equals("/smart/introspect"));
    }

    @Test
    @DisplayName("KT-SCP-6 an application's token is asked for without a scope, by a signed assertion")
    void applicationToken() throws Exception {
        answers.put("/protocol/openid-connect/token", "{\"access_token\":\"x\",\"scope\":\"system/Task.cruds\"}");

        HttpResponse<String> said = post("token.json", "{\"client\":\"planner\"}", "");

        assertThat(JSON.readTree(said.body()).at("/answer/scope").asText()).isEqualTo("system/Task.cruds");
        assertThat(call("/protocol/openid-connect/token").form())
                .containsEntry("grant_type", "client_credentials")
                .doesNotContainKey("scope");
        for (String strange : List.of("{\"client\":\"bulk-client\"}", "{\"client\":\"../portal\"}", "{}", "", "7")) {
            assertThat(post("token.json", strange, "").statusCode()).isEqualTo(400);
        }
    }

    @Test
    @DisplayName(
            "LCTX-1 INTRO-KT-1 the SMART module: a context of the client ehr, then a bearer caller at introspection")
    void smartModule() throws Exception {
        answers.put("/smart/launch-context", "{\"launch\":\"the-handle\"}");
        HttpResponse<String> said = post("smart.json", "{\"user\":\"practitioner-1\",\"intent\":\"order\"}", "");
        assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
        assertThat(call("/smart/launch-context").authorization()).startsWith("Basic ");
        JsonNode fields = JSON.readTree(said.body()).path("fields");
        assertThat(fields.path("client_id").asText()).isEqualTo("module-smart");
        assertThat(fields.path("launch").asText()).isEqualTo("the-handle");

        String idToken = idToken(fields.path("nonce").asText(), claims -> claims.audience("module-smart"));
        answers.put(
                "/protocol/openid-connect/token",
                "{\"access_token\":\"real\",\"patient\":\"kt-pat-1\",\"id_token\":\"" + idToken + "\"}");
        answers.put("/smart/introspect", "{\"active\":true,\"user\":\"Practitioner/kt-prac-1\"}");
        HttpResponse<String> redeemed = post(
                "redeem.json", redemption(Map.of("state", fields.path("state").asText())), cookie(said));

        assertThat(redeemed.statusCode()).as(redeemed.body()).isEqualTo(200);
        assertThat(JSON.readTree(redeemed.body()).has("launch")).isFalse();
        assertThat(call("/smart/introspect").authorization()).isEqualTo("Bearer real");
        assertThat(call("/smart/introspect").form()).containsOnlyKeys("token");
    }
}
