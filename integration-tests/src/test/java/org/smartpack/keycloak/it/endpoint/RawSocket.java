/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A POST request of which every byte is the test's. */
final class RawSocket {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private RawSocket() {}

    /**
     * Sends headers and a part of the body, and reads one answer; a connection that stays open is left at that.
     *
     * @param length what {@code Content-Length} says
     * @param body what is sent of it
     * @throws java.net.SocketTimeoutException if there is no answer
     */
    static String post(String url, List<String> headers, long length, String body) throws IOException {
        URI uri = URI.create(url);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            StringBuilder request = new StringBuilder("POST " + uri.getRawPath() + " HTTP/1.1\r\n" + "Host: "
                    + uri.getAuthority() + "\r\nConnection: close\r\nContent-Length: " + length + "\r\n");
            headers.forEach(header -> request.append(header).append("\r\n"));
            OutputStream out = socket.getOutputStream();
            out.write((request + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
            out.flush();
            return answer(socket.getInputStream());
        }
    }

    private static String answer(InputStream in) throws IOException {
        StringBuilder headers = new StringBuilder();
        while (headers.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return headers.toString();
            }
            headers.append((char) next);
        }
        Matcher length = LENGTH.matcher(headers);
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        return headers + new String(body, StandardCharsets.UTF_8);
    }
}
