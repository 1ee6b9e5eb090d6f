/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.request;

import java.net.URI;
import java.util.List;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;

/** The URI of a request. Its query parameters are only those with a value; everything else is as it was sent. */
final class GivenUri implements UriInfo {

    private final UriInfo sent;
    private MultivaluedMap<String, String> query;

    /** @param sent the URI as it was sent */
    GivenUri(UriInfo sent) {
        this.sent = sent;
    }

    /** The same object for the whole request: Keycloak asks for one parameter after the other. */
    @Override
    public MultivaluedMap<String, String> getQueryParameters() {
        if (query == null) {
            query = GivenParameters.of(sent.getQueryParameters());
        }
        return query;
    }

    @Override
    public MultivaluedMap<String, String> getQueryParameters(boolean decode) {
        return GivenParameters.of(sent.getQueryParameters(decode));
    }

    @Override
    public String getPath() {
        return sent.getPath();
    }

    @Override
    public String getPath(boolean decode) {
        return sent.getPath(decode);
    }

    @Override
    public List<PathSegment> getPathSegments() {
        return sent.getPathSegments();
    }

    @Override
    public List<PathSegment> getPathSegments(boolean decode) {
        return sent.getPathSegments(decode);
    }

    @Override
    public URI getRequestUri() {
        return sent.getRequestUri();
    }

    @Override
    public UriBuilder getRequestUriBuilder() {
        return sent.getRequestUriBuilder();
    }

    @Override
    public URI getAbsolutePath() {
        return sent.getAbsolutePath();
    }

    @Override
    public UriBuilder getAbsolutePathBuilder() {
        return sent.getAbsolutePathBuilder();
    }

    @Override
    public URI getBaseUri() {
        return sent.getBaseUri();
    }

    @Override
    public UriBuilder getBaseUriBuilder() {
        return sent.getBaseUriBuilder();
    }

    @Override
    public MultivaluedMap<String, String> getPathParameters() {
        return sent.getPathParameters();
    }

    @Override
    public MultivaluedMap<String, String> getPathParameters(boolean decode) {
        return sent.getPathParameters(decode);
    }

    @Override
    public List<String> getMatchedURIs() {
        return sent.getMatchedURIs();
    }

    @Override
    public List<String> getMatchedURIs(boolean decode) {
        return sent.getMatchedURIs(decode);
    }

    @Override
    public List<Object> getMatchedResources() {
        return sent.getMatchedResources();
    }

    @Override
    public URI resolve(URI uri) {
        return sent.resolve(uri);
    }

    @Override
    public URI relativize(URI uri) {
        return sent.relativize(uri);
    }
}
