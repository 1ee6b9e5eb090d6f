/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.realm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** A browser with cookies, which it also sends by http, and without scripts. */
public final class Browser {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** The value of the header {@code Cookie}. */
    String cookies() {
        StringBuilder header = new StringBuilder();
        cookies.forEach((name, value) -> header.append(header.isEmpty() ? "" : "; ")
                .append(name)
                .append('=')
                .append(value));
        return header.toString();
    }

    /** Opens an address, follows redirects as far as the callback, and returns the page at which they end. */
    public String follow(String url) {
        return follow(send(HttpRequest.newBuilder(URI.create(url))), URI.create(url));
    }

    /** Sends a form ({@code application/x-www-form-urlencoded}) to an address, and does the same. */
    public String submit(String url, String form) {
        return follow(
                send(HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))),
                URI.create(url));
    }

    private String follow(HttpResponse<String> first, URI address) {
        HttpResponse<String> response = first;
        URI at = address;
        while (response.statusCode() / 100 == 3 && !location(response).startsWith(BenchRealm.CALLBACK)) {
            at = at.resolve(location(response));
            response = send(HttpRequest.newBuilder(at));
        }
        return response.body();
    }

    private static String location(HttpResponse<String> redirect) {
        return redirect.headers().firstValue("Location").orElseThrow();
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies());
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::remember);
            return response;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private void remember(String setCookie) {
        String pair = setCookie.split(";")[0];
        int equals = pair.indexOf('=');
        if (setCookie.contains("Max-Age=0")) {
            cookies.remove(pair.substring(0, equals));
        } else {
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
    }
}
