/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.http;

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
 * A client for one request. It follows no redirects, repeats nothing, keeps no cookies, unpacks nothing, and bounds each wait
 * and the size of headers. What it can't bound is the time over all and the size of the body: the caller does.
 */
public final class StrictHttpClient {

    private static final int MAX_HEADER_LINE = 8192;
    private static final int MAX_HEADERS = 100;

    private StrictHttpClient() {}

    /**
     * A new client.
     *
     * @param tls whom it trusts
     * @param millis for connecting, and for each read
     * @param names looks up hosts; throws for one that may not be reached
     */
    public static CloseableHttpClient create(SSLContext tls, int millis, DnsResolver names) {
        BasicHttpClientConnectionManager connections = new BasicHttpClientConnectionManager(
                RegistryBuilder.<ConnectionSocketFactory>create()
                        .register("http", PlainConnectionSocketFactory.getSocketFactory())
                        .register(
                                "https",
                                new SSLConnectionSocketFactory(
                                        tls, new String[] {"TLSv1.3", "TLSv1.2"}, null, new DefaultHostnameVerifier()))
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
}
