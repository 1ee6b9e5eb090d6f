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
 * An HTTP client for a single request. It doesn't follow redirects, retry, keep cookies or decompress, and it limits
 * each wait and the size of headers. The caller must limit the total time and the size of the body. It trusts the
 * certificates that Keycloak trusts.
 */
public final class StrictHttpClient {

    private static final int MAX_HEADER_LINE = 8192;
    private static final int MAX_HEADERS = 100;

    private StrictHttpClient() {}

    /**
     * Creates a client.
     *
     * @param millis the timeout in milliseconds for connecting, and for each read
     * @param names resolves hosts, and throws for one that isn't allowed
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
     * Keycloak makes its truststore the default of the process. It is requested here and not at start-up, because the
     * first request for it reads all certificates. That takes a tenth of a second, which a server without remote keys
     * and FHIR servers needn't spend.
     */
    private static SSLContext trust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
