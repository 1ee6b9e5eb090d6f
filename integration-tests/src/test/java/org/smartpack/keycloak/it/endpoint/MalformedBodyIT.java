/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.endpoint;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that are nothing the pack's endpoints read: refused by their headers. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedBodyIT {

    private static final long MANY = 9_000_000;
    private static final String MULTIPART = "multipart/form-data; boundary=b";
    private static final String FIELD = "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nx\r\n";
    private static final String FILE = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f.bin\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\nx\r\n";

    private List<String> endpoints;

    @BeforeAll
    void realm(KeycloakServer server, Admin admin) {
        String realm = server.realmUrl(admin.createRealm(Map.of()));
        endpoints = List.of(
                realm + "/smart/launch-context",
                realm + "/connect/launchContext",
                realm + "/smart/introspect",
                realm + "/connect/introspect",
                realm + "/connect/introspect/");
    }

    private void refused(long length, String body, String... headers) throws IOException {
        for (String endpoint : endpoints) {
            String answer = RawSocket.post(endpoint, List.of(headers), length, body);
            assertThat(answer).as(endpoint).startsWith("HTTP/1.1 415 ").containsIgnoringCase("cache-control: no-store");
            assertThat(answer).as(endpoint).contains("\"error\":\"invalid_request\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                MULTIPART,
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"b",
                "multipart/mixed; boundary=b",
                "multipart/related",
                "text/plain",
                "application/octet-stream",
                "application/fhir+json",
                "*/*",
                "application/*",
                "rubbish",
                "/",
                "application/",
                "application/json; charset",
                "application/json; charset=",
                "application/json; charset=\"utf-8",
                "application/json, application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded, application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=utf-8, text/plain",
                "application/json; charset=utf-16",
                "application/x-www-form-urlencoded; charset=no-such",
                "application/x-www-form-urlencoded; charset=utf-8; charset=utf-16",
                ";;;",
                "\u00e4/\u00f6"
            })
    @DisplayName("attack 46: what isn't the endpoint's media type is refused before its body is there")
    void byTheHeader(String type) throws IOException {
        refused(MANY, "", "Content-Type: " + type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded;charset=UTF8",
                "application/x-www-form-urlencoded; Charset=\"Utf-8\"",
                "APPLICATION/X-WWW-FORM-URLENCODED ; charset=utf-8;",
                "application/x-www-form-urlencoded; charset=ISO-8859-1; version=1"
            })
    @DisplayName("LEN-5: the charset is read without regard to case and quotes, and utf8 is UTF-8, at every endpoint")
    void charsets(String type) throws IOException {
        for (String endpoint : endpoints) {
            String answer = RawSocket.post(endpoint, List.of("Content-Type: " + type), 7, "token=x");
            assertThat(answer).as(endpoint).startsWith("HTTP/1.1 401 ");
        }
        for (String endpoint : endpoints.subList(0, 2)) {
            String json = type.replaceAll("(?i)x-www-form-urlencoded", "json").replace("ISO-8859-1", "utf8");
            String answer = RawSocket.post(endpoint, List.of("Content-Type: " + json), 2, "{}");
            assertThat(answer).as(endpoint + json).startsWith("HTTP/1.1 401 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rubbish",
                "--b",
                FIELD,
                FIELD + "--b--\r\n",
                FILE + "--b--\r\n",
                FIELD + FILE,
                "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain; charset=no-such\r\n\r\nx\r\n--b--\r\n",
                "--b\r\nrubbish\r\n\r\nx\r\n--b--\r\n"
            })
    @DisplayName("attack 46: broken and file-carrying multipart is refused, with and without all its bytes")
    void multipart(String body) throws IOException {
        refused(body.length(), body, "Content-Type: " + MULTIPART);
        refused(MANY, body, "Content-Type: " + MULTIPART);
    }

    @ParameterizedTest
    @ValueSource(strings = {MULTIPART, "application/x-www-form-urlencoded", "application/json"})
    @DisplayName("attack 46: several content types are none")
    void twoHeaders(String second) throws IOException {
        refused(MANY, "", "Content-Type: application/x-www-form-urlencoded", "Content-Type: " + second);
        refused(MANY, "", "Content-Type: application/json", "Content-Type: " + second);
    }
}
