/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.picker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A FHIR server with many patients, which answers at once: it searches by name and in pages, and knows no rights. */
final class PatientServer implements AutoCloseable {

    /** How many patients a page has that takes no notice of what was asked for. */
    private static final int FULL_PAGE = 2_500;

    private static final String PATH = "/fhir/Patient";
    private static final String ID = "pat-";

    private final List<String> patients;
    private final HttpServer server;
    private final AtomicLong nanos = new AtomicLong();
    private volatile boolean ignoresCount;

    PatientServer(int number) {
        patients = IntStream.range(0, number).mapToObj(PatientServer::patient).toList();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(PATH, this::handle);
        server.start();
    }

    private static String patient(int i) {
        return String.format(
                "{\"resourceType\":\"Patient\",\"id\":\"pat-%1$d\",\"active\":true,\"name\":[{\"use\":\"official\","
                        + "\"family\":\"Family%2$d\",\"given\":[\"Given%1$d\",\"Middle\"]}],\"gender\":\"%3$s\","
                        + "\"birthDate\":\"19%4$02d-%5$02d-%6$02d\","
                        + "\"identifier\":[{\"system\":\"http://hospital.example.org/mrn\",\"value\":\"%7$d\"}]}",
                i, i / 10, i % 2 == 0 ? "female" : "male", i % 100, i % 12 + 1, i % 28 + 1, 100_000 + i);
    }

    /** The id of one of its patients, who are numbered from 0. */
    static String id(int number) {
        return ID + number;
    }

    /** Its base URL, without a slash at the end. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir";
    }

    /** How long it has worked on requests so far, in nanoseconds. */
    long nanos() {
        return nanos.get();
    }

    /** From now on, it sends many patients at once, whatever is asked for. */
    void ignoreCount() {
        ignoresCount = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        long begin = System.nanoTime();
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String answer = path.equals(PATH)
                    ? search(parameters(exchange))
                    : patients.get(Integer.parseInt(path.substring((PATH + "/" + ID).length())));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } finally {
            nanos.addAndGet(System.nanoTime() - begin);
        }
    }

    private String search(Map<String, String> query) {
        String name = query.getOrDefault("name", "");
        List<String> found = name.isEmpty()
                ? patients
                : patients.stream().filter(patient -> patient.contains(name)).toList();
        int from = Math.min(Integer.parseInt(query.getOrDefault("_offset", "0")), found.size());
        int count = ignoresCount ? FULL_PAGE : Integer.parseInt(query.getOrDefault("_count", "100"));
        int to = Math.min(from + count, found.size());
        String next = to == found.size()
                ? ""
                : ",\"link\":[{\"relation\":\"next\",\"url\":\"" + url() + "/Patient?_count=" + count + "&_offset=" + to
                        + (name.isEmpty() ? "" : "&name=" + name) + "\"}]";
        return found.subList(from, to).stream()
                .map(patient -> "{\"resource\":" + patient + "}")
                .collect(Collectors.joining(
                        ",",
                        "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":" + found.size()
                                + ",\"entry\":[",
                        "]" + next + "}"));
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
