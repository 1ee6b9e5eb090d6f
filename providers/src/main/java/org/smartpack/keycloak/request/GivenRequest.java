/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.request;

import java.security.cert.X509Certificate;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;

import org.keycloak.http.FormPartValue;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakContext;

/**
 * The request as Keycloak's own endpoints see it: without parameters that have no value, in the form and in the query.
 * For many parameters Keycloak only checks whether they are present: beside Basic, {@code client_id=} means another
 * client to it, {@code client_secret=} a wrong secret, and {@code request_uri=} a pushed request.
 */
public final class GivenRequest implements HttpRequest {

    private final HttpRequest sent;
    private final UriInfo uri;
    private MultivaluedMap<String, String> form;

    private GivenRequest(HttpRequest sent) {
        this.sent = sent;
        this.uri = new GivenUri(sent.getUri());
    }

    /** Makes this the request of the context. */
    public static void readFrom(KeycloakContext context) {
        context.setHttpRequest(new GivenRequest(context.getHttpRequest()));
        // Keycloak has cached the request's URI. Setting the realm makes it read the URI again.
        context.setRealm(context.getRealm());
    }

    @Override
    public String getHttpMethod() {
        return sent.getHttpMethod();
    }

    /** The same object for the whole request, as in Keycloak, because client policies may change it. */
    @Override
    public MultivaluedMap<String, String> getDecodedFormParameters() {
        if (form != null) {
            return form;
        }
        MultivaluedMap<String, String> all = sent.getDecodedFormParameters();
        if (all == null || all.isEmpty()) {
            // The body may not have been read yet.
            return all;
        }
        form = GivenParameters.of(all);
        return form;
    }

    @Override
    public MultivaluedMap<String, FormPartValue> getMultiPartFormParameters() {
        return sent.getMultiPartFormParameters();
    }

    @Override
    public HttpHeaders getHttpHeaders() {
        return sent.getHttpHeaders();
    }

    @Override
    public X509Certificate[] getClientCertificateChain() {
        return sent.getClientCertificateChain();
    }

    @Override
    public UriInfo getUri() {
        return uri;
    }

    @Override
    public boolean isProxyTrusted() {
        return sent.isProxyTrusted();
    }
}
