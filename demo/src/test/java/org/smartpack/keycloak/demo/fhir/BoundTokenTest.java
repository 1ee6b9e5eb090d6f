/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.demo.fhir.FhirClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** Tokens that are bound to a key (RFC 9449), at the FHIR server. */
class BoundTokenTest {

    private static final String PATH = "/Patient/pat-1";

    private final HttpClient http = HttpClient.newHttpClient();
    private final DpopProof key = new DpopProof();
    private TestIssuer issuer;
    private FhirServer server;
    private String base;
    private String token;

    @BeforeEach
    void start() throws IOException {
        issuer = new TestIssuer("nz-health");
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        base = issuer.base(port).url();
        server = FhirServer.start(new FhirServerSettings("127.0.0.1", port, List.of(issuer.base(port))));
        token = bound(claims -> {});
    }

    @AfterEach
    void stop() {
        server.close();
        issuer.close();
    }

    private String bound(Consumer<JWTClaimsSet.Builder> change) {
        return issuer.token(base, "system/*.cruds", claims -> {
            claims.claim("typ", "DPoP").claim("cnf", key.confirmation());
            change.accept(claims);
        });
    }

    private Answer call(String method, String path, String scheme, String sent, String proof)
            throws IOException, InterruptedException {
        return new FhirClient(http, base, "")
                .send(method, path, "", "Authorization", scheme + " " + sent, "DPoP", proof);
    }

    private Answer get(String proof) throws IOException, InterruptedException {
        return call("GET", PATH, "DPoP", token, proof);
    }

    private static void assertRefused(String what, Answer answer, String error) {
        assertThat(answer.status()).as(what).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .as(what)
                .startsWith("DPoP realm=\"fhir\"")
                .contains("error=\"" + error + "\"", "algs=\"");
        assertThat(answer.body().path("resourceType").asText()).isEqualTo("OperationOutcome");
    }

    @Test
    @DisplayName("NZ-25: a token that is bound to a key works with the proof of that key, for each request a new one")
    void accepted() throws Exception {
        assertThat(get(key.of("GET", base + PATH, token)).status()).isEqualTo(200);
        assertThat(get(key.of("GET", base + PATH + "?_format=json#x", token)).status())
                .as("query and fragment of htu don't count")
                .isEqualTo(200);
        assertThat(call("GET", "/Patient?_count=1", "dpop", token, key.of("GET", base + "/Patient", token))
                        .status())
                .isEqualTo(200);
        assertThat(call(
                                "DELETE",
                                "/Condition/cond-6",
                                "DPoP",
                                token,
                                key.of("DELETE", base + "/Condition/cond-6", token))
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("NZ-25: a proof works once")
    void replay() throws Exception {
        String proof = key.of("GET", base + PATH, token);
        assertThat(get(proof).status()).isEqualTo(200);
        Answer again = get(proof);
        assertRefused("the same proof", again, "invalid_dpop_proof");
        assertThat(again.diagnostics()).contains("used before");
        String other = bound(claims -> claims.claim("patient", "pat-1"));
        assertRefused("with another token", call("GET", PATH, "DPoP", other, proof), "invalid_dpop_proof");
    }

    @Test
    @DisplayName("NZ-25: a proof for another method, URL, token, key or time is refused")
    void wrongProofs() throws Exception {
        String url = base + PATH;
        DpopProof stranger = new DpopProof();
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("method", key.of("POST", url, token));
        wrong.put("method in lower case", key.of("get", url, token));
        wrong.put("path", key.of("GET", base + "/Patient/pat-2", token));
        wrong.put("host", key.of("GET", url.replace("127.0.0.1", "localhost"), token));
        wrong.put("scheme", key.of("GET", url.replace("http:", "https:"), token));
        wrong.put("no URL", key.of("GET", url, token, claims -> claims.claim("htu", null)));
        wrong.put("not a URL", key.of("GET", "::", token));
        wrong.put("token", key.of("GET", url, bound(claims -> claims.claim("patient", "pat-2"))));
        wrong.put("no ath", key.of("GET", url, token, claims -> claims.claim("ath", null)));
        wrong.put("no jti", key.of("GET", url, token, claims -> claims.jwtID(null)));
        wrong.put("empty jti", key.of("GET", url, token, claims -> claims.jwtID("")));
        wrong.put("huge jti", key.of("GET", url, token, claims -> claims.jwtID("x".repeat(257))));
        wrong.put("no iat", key.of("GET", url, token, claims -> claims.issueTime(null)));
        wrong.put("old", key.of("GET", url, token, claims -> claims.issueTime(in(-70))));
        wrong.put("early", key.of("GET", url, token, claims -> claims.issueTime(in(30))));
        wrong.put("key", stranger.of("GET", url, token));
        wrong.put("another's key", stranger.of("GET", url, token, claims -> {}, key.publicKey(), "dpop+jwt"));
        wrong.put("no key", key.of("GET", url, token, claims -> {}, null, "dpop+jwt"));
        wrong.put("type", key.of("GET", url, token, claims -> {}, key.publicKey(), "JWT"));
        wrong.put("rubbish", "rubbish");
        for (Map.Entry<String, String> proof : wrong.entrySet()) {
            assertRefused(proof.getKey(), get(proof.getValue()), "invalid_dpop_proof");
        }
        assertThat(get(key.of("GET", url, token)).status()).isEqualTo(200);
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    @Test
    @DisplayName("NZ-25: without a proof, or with two, a bound token is refused; as a bearer token in any case")
    void noProof() throws Exception {
        FhirClient client = new FhirClient(http, base, "");
        assertRefused("none", client.send("GET", PATH, "", "Authorization", "DPoP " + token), "invalid_dpop_proof");
        String proof = key.of("GET", base + PATH, token);
        assertRefused(
                "two",
                client.send("GET", PATH, "", "Authorization", "DPoP " + token, "DPoP", proof, "DPoP", proof),
                "invalid_dpop_proof");
        Answer bearer = call("GET", PATH, "Bearer", token, proof);
        assertThat(bearer.status()).isEqualTo(401);
        assertThat(bearer.raw().headers().allValues("WWW-Authenticate"))
                .hasSize(2)
                .anySatisfy(
                        challenge -> assertThat(challenge).startsWith("DPoP ").contains("invalid_token"));
    }

    @Test
    @DisplayName("NZ-25: a token that isn't bound can't be used with a proof, nor one that is bound to something else")
    void unbound() throws Exception {
        String url = base + PATH;
        String plain = issuer.token(base, "system/*.rs");
        String certificate = issuer.token(
                base, "system/*.rs", claims -> claims.claim("typ", "DPoP").claim("cnf", Map.of("x5t#S256", "x")));
        String none = issuer.token(base, "system/*.rs", claims -> claims.claim("typ", "DPoP"));
        String refresh = bound(claims -> claims.claim("typ", "Refresh"));
        for (String other : List.of(plain, certificate, none, refresh)) {
            assertRefused(other, call("GET", PATH, "DPoP", other, key.of("GET", url, other)), "invalid_token");
        }
        assertThat(new FhirClient(http, base, plain).get(PATH).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("NZ-25: without a token the server says that it takes both; a browser may send the header DPoP")
    void challenge() throws Exception {
        FhirClient client = new FhirClient(http, base, "");
        assertThat(client.get(PATH).raw().headers().allValues("WWW-Authenticate"))
                .anySatisfy(challenge -> assertThat(challenge).isEqualTo("Bearer realm=\"fhir\""))
                .anySatisfy(challenge -> assertThat(challenge).startsWith("DPoP realm=\"fhir\", algs=\"ES256 "));
        Answer preflight = client.send(
                "OPTIONS", PATH, "", "Origin", "https://app.example", "Access-Control-Request-Headers", "dpop");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization", "DPoP");
    }
}
