/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Lets one origin show a realm's login pages in a frame, as an administrator does under <b>Realm settings</b> >
 * <b>Security defenses</b>. Only the running demo has this: its realm files allow no foreign frames, because they are
 * models for other realms.
 */
final class FramePermission {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FramePermission() {}

    /**
     * A realm file with the permission.
     *
     * @param origin the origin of the page with the frame, without a slash at the end
     */
    static String add(String realmFile, String origin) {
        try {
            ObjectNode realm = (ObjectNode) JSON.readTree(realmFile);
            // Keycloak's default, and the origin. X-Frame-Options stays: where there are frame-ancestors, browsers
            // ignore it.
            realm.withObject("/browserSecurityHeaders")
                    .put(
                            "contentSecurityPolicy",
                            "frame-src 'self'; frame-ancestors 'self' " + origin + "; object-src 'none';");
            return JSON.writeValueAsString(realm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
