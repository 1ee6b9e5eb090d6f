/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The versions that were written into the jar when it was built.
 *
 * @param pack the version of the pack
 * @param keycloak the Keycloak version that it was compiled for and tested with
 */
record PackVersions(String pack, String keycloak) {

    private static final String RESOURCE = "versions.properties";

    /** Reads them from the jar. */
    static PackVersions read() {
        Properties properties = new Properties();
        try (InputStream in = PackVersions.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The provider jar is incomplete: it has no " + RESOURCE);
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PackVersions(properties.getProperty("pack"), properties.getProperty("keycloak"));
    }
}
