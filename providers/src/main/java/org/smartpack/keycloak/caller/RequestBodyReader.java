/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Optional;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;

/**
 * Reads a {@link RequestBody} off the connection up to its limit, before Keycloak leniently parses the same bytes as a
 * form. Bodies of other types aren't touched. Keycloak finds the class by its annotation when the server is built.
 */
@Provider
public final class RequestBodyReader implements MessageBodyReader<RequestBody> {

    @Override
    public boolean isReadable(Class<?> wanted, Type type, Annotation[] annotations, MediaType mediaType) {
        return wanted == RequestBody.class;
    }

    @Override
    public RequestBody readFrom(
            Class<RequestBody> wanted,
            Type type,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream stream)
            throws IOException {
        Optional<BodyType> bodyType = BodyType.of(headers.get(HttpHeaders.CONTENT_TYPE));
        return new RequestBody(
                bodyType, bodyType.isPresent() ? stream.readNBytes(RequestBody.MAX_BYTES + 1) : new byte[0]);
    }
}
