/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.http;

import java.security.NoSuchAlgorithmException;

import javax.net.ssl.SSLContext;

import org.apache.http.client.config.RequestConfig;
import org.apache.http.config.ConnectionConfig;
import org.apache.http.config.MessageConstraints;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.config.SocketConfig;
import org.apache.http.conn.DnsResolver;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.BasicHttpClientConnectionManager;

/**
 * A client for one request. It follows no redirects, repeats nothing, keeps no cookies, unpacks nothing, and bounds
 * each wait and the size of headers. What it can't bound is the time over all and the size of the body: the caller
 * does. It trusts the certificates that Keycloak trusts.
 */
public final class StrictHttpClient {

    private static final int MAX_HEADER_LINE = 8192;
    private static final int MAX_HEADERS = 100;

    private StrictHttpClient() {}

    /**
     * A new client.
     *
     * @param millis for connecting, and for each read
     * @param names looks up hosts; throws for one that may not be reached
     */
    public static CloseableHttpClient create(int millis, DnsResolver names) {
        BasicHttpClientConnectionManager connections = new BasicHttpClientConnectionManager(
                RegistryBuilder.<ConnectionSocketFactory>create()
                        .register("http", PlainConnectionSocketFactory.getSocketFactory())
                        .register(
                                "https",
                                new SSLConnectionSocketFactory(
                                        trust(),
                                        new String[] {"TLSv1.3", "TLSv1.2"},
                                        null,
                                        new DefaultHostnameVerifier()))
                        .build(),
                null,
                null,
                names);
        connections.setSocketConfig(SocketConfig.custom().setSoTimeout(millis).build());
        connections.setConnectionConfig(ConnectionConfig.custom()
                .setMessageConstraints(MessageConstraints.custom()
                        .setMaxLineLength(MAX_HEADER_LINE)
                        .setMaxHeaderCount(MAX_HEADERS)
                        .build())
                .build());
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectTimeout(millis)
                        .setSocketTimeout(millis)
                        .build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .setUserAgent("Keycloak SMART Pack")
                .build();
    }

    /**
     * Keycloak makes its truststore the default one of the process. Asked for by the request and not at start-up: the
     * first to ask has all certificates read, which takes a server of no remote keys and no FHIR server a tenth of a
     * second.
     */
    private static SSLContext trust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
