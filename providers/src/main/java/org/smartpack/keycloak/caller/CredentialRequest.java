/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import java.security.cert.X509Certificate;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;

import org.keycloak.OAuth2Constants;
import org.keycloak.http.FormPartValue;
import org.keycloak.http.HttpRequest;

/**
 * The request as Keycloak's client authenticators see it, with the one credential and nothing else. In the launch
 * context API {@code client_id} names the app that is launched. An authenticator would take it for the caller, and
 * accept it if that client needs no secret.
 */
final class CredentialRequest implements HttpRequest {

    private final HttpRequest request;
    private final HttpHeaders headers;
    private final MultivaluedMap<String, String> form;

    private CredentialRequest(HttpRequest request, HttpHeaders headers, MultivaluedMap<String, String> form) {
        this.request = request;
        this.headers = headers;
        this.form = form;
    }

    static CredentialRequest basic(HttpRequest request, String authorization) {
        MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
        headers.putSingle(HttpHeaders.AUTHORIZATION, authorization);
        return new CredentialRequest(request, new CredentialHeaders(headers), new MultivaluedHashMap<>());
    }

    static CredentialRequest assertion(HttpRequest request, FormFields fields) {
        return posted(request, fields, OAuth2Constants.CLIENT_ASSERTION, OAuth2Constants.CLIENT_ASSERTION_TYPE);
    }

    static CredentialRequest secret(HttpRequest request, FormFields fields) {
        return posted(request, fields, OAuth2Constants.CLIENT_ID, OAuth2Constants.CLIENT_SECRET);
    }

    private static CredentialRequest posted(HttpRequest request, FormFields fields, String... names) {
        MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
        headers.putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_FORM_URLENCODED);
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        for (String name : names) {
            fields.get(name).ifPresent(value -> form.putSingle(name, value));
        }
        return new CredentialRequest(request, new CredentialHeaders(headers), form);
    }

    @Override
    public String getHttpMethod() {
        return request.getHttpMethod();
    }

    @Override
    public MultivaluedMap<String, String> getDecodedFormParameters() {
        return form;
    }

    @Override
    public MultivaluedMap<String, FormPartValue> getMultiPartFormParameters() {
        return new MultivaluedHashMap<>();
    }

    @Override
    public HttpHeaders getHttpHeaders() {
        return headers;
    }

    /** Always {@code null}: a certificate would be a second credential. */
    @Override
    public X509Certificate[] getClientCertificateChain() {
        return new X509Certificate[0];
    }

    @Override
    public UriInfo getUri() {
        return request.getUri();
    }

    @Override
    public boolean isProxyTrusted() {
        return request.isProxyTrusted();
    }
}
