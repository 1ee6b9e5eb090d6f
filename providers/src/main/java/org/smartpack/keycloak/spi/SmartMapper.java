/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.spi;

import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;

/** A mapper of the pack: the console lists it in a category of its own. */
public abstract class SmartMapper extends AbstractOIDCProtocolMapper {

    /** The category in the console. */
    public static final String CATEGORY = "SMART on FHIR";

    @Override
    public final String getDisplayCategory() {
        return CATEGORY;
    }

    /**
     * Why the mapper isn't saved. Keycloak treats the text as a message key and as a pattern. It has no such key, so it
     * shows the text itself, which must not have apostrophes.
     */
    protected static ProtocolMapperConfigException refused(String message) {
        return new ProtocolMapperConfigException(message, message);
    }
}
