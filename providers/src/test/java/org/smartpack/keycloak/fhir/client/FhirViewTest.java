/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;

import static org.assertj.core.api.Assertions.assertThat;

class FhirViewTest {

    private static final String BASE = "https://ehr.example.org/fhir";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> scopes = new ArrayList<>();
    private HttpServer http;
    private BoundedHttp bounded;
    private FhirServer server;
    private FhirView view;
    private volatile String answer = "";
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().toString());
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
        bounded = new BoundedHttp(Duration.ofSeconds(5), 20_000, 4);
        server = server("http://127.0.0.1:" + http.getAddress().getPort() + "/fhir");
        view = new HttpFhirView(
                bounded,
                new HttpFhirView.Slots(new UserSlots(), "bob"),
                server,
                new Trace("request-1", "trace-1", "correlation-1"),
                scope -> {
                    scopes.add(scope);
                    return Optional.of("token");
                });
    }

    @AfterEach
    void stop() {
        bounded.close();
        http.stop(0);
    }

    private static FhirServer server(String address) {
        return new FhirServer(null, BASE, address, "keycloak", false, false, false, true, List.of());
    }

    private SearchResult search(SearchQuery query) {
        return view.search(query);
    }

    private SearchResult.Page page() {
        SearchResult result = search(SearchQuery.of("Patient"));
        assertThat(result).isInstanceOf(SearchResult.Page.class);
        return (SearchResult.Page) result;
    }

    private static String searchset(String entries, String links) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[" + entries + "],\"link\":[" + links
                + "]}";
    }

    private static String entry(String type, String id) {
        return "{\"resource\":{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\"}}";
    }

    private static String next(String url) {
        return "{\"relation\":\"next\",\"url\":\"" + url + "\"}";
    }

    @Test
    @DisplayName("attack 23: what a user types is one value, whatever is in it")
    void searchTextIsData() {
        answer = searchset("", "");
        search(SearchQuery.of("Patient")
                .with("name", "O'Brien, x|y$z\\ &_count=9#/../?a=b\r\nX: é")
                .withIdentifier("http://hospital.example.org/mrn", "1|2,3")
                .pagesOf(10));
        assertThat(requests)
                .containsExactly(
                        "/fhir/Patient?name=O%27Brien%5C%2C%20x%5C%7Cy%5C%24z%5C%5C%20%26_count%3D9%23%2F..%2F%3Fa%3Db"
                                + "%0D%0AX%3A%20%C3%A9"
                                + "&identifier=http%3A%2F%2Fhospital.example.org%2Fmrn%7C1%5C%7C2%5C%2C3&_count=10");
    }

    @Test
    @DisplayName("SMART-LAUNCH-5 several values are alternatives, and the latest can come first")
    void alternatives() {
        answer = searchset("", "");
        search(SearchQuery.of("Encounter")
                .withAny("status", List.of("arrived", "on,leave"))
                .latestFirst("date"));
        assertThat(requests).containsExactly("/fhir/Encounter?status=arrived%2Con%5C%2Cleave&_sort=-date");
    }

    @Test
    @DisplayName("SMART-LAUNCH-5 each request has the one scope that it needs, in the user's name")
    void oneScopeEach() {
        answer = searchset("", "");
        search(SearchQuery.of("Patient"));
        search(SearchQuery.of("Encounter"));
        view.read(new FhirReference("Patient", "pat-1"));
        view.read(new FhirReference("RelatedPerson", "rel-1"));
        view.read(new FhirReference("Person", "per-1"));
        assertThat(scopes)
                .containsExactly(
                        "user/Patient.rs",
                        "user/Encounter.rs",
                        "user/Patient.rs",
                        "user/RelatedPerson.r",
                        "user/Person.r");
    }

    @Test
    @DisplayName("attack 23: of what a server sends, only resources of the type, with an id, count, each once")
    void lyingServer() {
        answer = searchset(
                String.join(
                        ",",
                        entry("Patient", "pat-1"),
                        entry("Patient", "pat-1"),
                        entry("Observation", "pat-2"),
                        entry("Patient", "../pat-3"),
                        entry("Patient", "javascript:alert(1)"),
                        "{\"resource\":{\"resourceType\":\"Patient\"}}",
                        "{\"resource\":\"Patient\"}",
                        "7",
                        entry("Patient", "pat-4")),
                "");
        assertThat(page().resources())
                .extracting(found -> found.path("id").asText())
                .containsExactly("pat-1", "pat-4");
        assertThat(page().next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\"}",
                "{\"resourceType\":\"Patient\",\"id\":\"pat-1\"}",
                "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"",
                "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"type\":\"searchset\"}"
            })
    @DisplayName("attack 23: an answer that is no searchset is none")
    void noSearchset(String body) {
        answer = body;
        assertThat(search(SearchQuery.of("Patient"))).isInstanceOf(SearchResult.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 400, 401, 403, 404, 500})
    @DisplayName("attack 23: a server that refuses is unavailable, and the reason has its status alone")
    void refused(int code) {
        status = code;
        answer = searchset(entry("Patient", "pat-1"), "");
        assertThat(search(SearchQuery.of("Patient")))
                .isEqualTo(new SearchResult.Unavailable("the FHIR server answers with status " + code));
    }

    @Test
    @DisplayName("attack 23: an answer that is too long is none")
    void tooLong() {
        answer = searchset(entry("Patient", "pat-1"), next(BASE + "?" + "x".repeat(30_000)));
        assertThat(search(SearchQuery.of("Patient"))).isInstanceOf(SearchResult.Unavailable.class);
    }

    @Test
    @DisplayName("a next link of the server's base is followed at the address where Keycloak reaches it")
    void nextPage() {
        answer = searchset(entry("Patient", "pat-1"), next(BASE + "?_getpages=abc&_offset=10"));
        NextPage next = page().next().orElseThrow();
        requests.clear();
        answer = searchset(entry("Patient", "pat-2"), "");
        SearchResult second = view.search("Patient", next);
        assertThat(requests).containsExactly("/fhir?_getpages=abc&_offset=10");
        assertThat(second).isInstanceOfSatisfying(SearchResult.Page.class, page -> assertThat(page.resources())
                .hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.org/fhir?page=2",
                "https://ehr.example.org/fhirx/Patient?page=2",
                "https://ehr.example.org/fhir/../admin",
                "https://ehr.example.org/fhir/%2e%2e/admin",
                "https://ehr.example.org/fhir/Patient?page=2#fragment",
                "https://ehr.example.org/fhir@evil.example.org/",
                "https://ehr.example.org/other",
                "http://ehr.example.org/fhir?page=2",
                "/fhir?page=2",
                "Patient?page=2",
                "javascript:alert(1)",
                "https://ehr.example.org/fhir? page=2",
                ""
            })
    @DisplayName("attack 23: a next link that leads away from the base isn't followed")
    void nextElsewhere(String url) {
        answer = searchset(entry("Patient", "pat-1"), next(url));
        assertThat(page().next()).isEmpty();
    }

    @Test
    @DisplayName("a page that was kept of another address isn't asked for")
    void keptPageOfAnotherAddress() {
        SearchResult result = view.search("Patient", new NextPage("http://127.0.0.1:1/fhir?page=2"));
        assertThat(result).isInstanceOf(SearchResult.Unavailable.class);
        assertThat(requests).isEmpty();
    }

    @Test
    @DisplayName("without a key of the realm nothing is asked")
    void noKey() {
        FhirView keyless = new HttpFhirView(
                bounded,
                new HttpFhirView.Slots(new UserSlots(), "bob"),
                server,
                new Trace("request-1", "trace-1", "correlation-1"),
                scope -> Optional.empty());
        assertThat(keyless.search(SearchQuery.of("Patient"))).isInstanceOf(SearchResult.Unavailable.class);
        assertThat(keyless.read(new FhirReference("Patient", "pat-1"))).isInstanceOf(ReadResult.Unavailable.class);
        assertThat(requests).isEmpty();
    }
}
