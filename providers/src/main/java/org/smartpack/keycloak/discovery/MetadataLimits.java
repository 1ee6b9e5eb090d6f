/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.List;
import java.util.ServiceLoader;

import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.representations.OIDCConfigurationRepresentation;

/**
 * What a package's rules refuse to every client of a realm, found as a service ({@link ServiceLoader}), so that the
 * realm's metadata don't offer it.
 */
public interface MetadataLimits {

    /**
     * Takes away what is refused. A realm without such rules keeps its document.
     *
     * @param metadata the document as it would be otherwise
     */
    void limit(RealmModel realm, OIDCConfigurationRepresentation metadata);

    /** The limits of all packages. */
    static List<MetadataLimits> all() {
        return ServiceLoader.load(MetadataLimits.class, MetadataLimits.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
