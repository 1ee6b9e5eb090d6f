/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.scope;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalApp;
import org.smartpack.keycloak.scope.FhirTypes;

/**
 * The applications that share data with an application. It has their client role {@code share-data}, or
 * {@code share-data.<FHIR type>} for data of one type.
 */
final class Grants {

    static final String SHARE_DATA = "share-data";

    private Grants() {}

    /** The origins that follow from the roles of an application's service account, including indirect ones. */
    static Origins of(KoppeltaalApp app, Set<RoleModel> roles) {
        Origins origins = Origins.of(device(app).map(Set::of).orElse(Set.of()));
        roles.stream().filter(RoleModel::isClientRole).forEach(role -> add(origins, role));
        return origins;
    }

    private static void add(Origins origins, RoleModel role) {
        String name = role.getName();
        if (!name.startsWith(SHARE_DATA) || !(role.getContainer() instanceof ClientModel sharing)) {
            return;
        }
        Optional<String> device = Optional.of(sharing)
                .filter(ClientModel::isEnabled)
                .flatMap(KoppeltaalApp::of)
                .flatMap(Grants::device);
        String type = name.substring(SHARE_DATA.length());
        if (type.isEmpty()) {
            device.ifPresent(origins.granted()::add);
        } else if (type.startsWith(".") && FhirTypes.isType(type.substring(1))) {
            device.ifPresent(found -> origins.grantedByType()
                    .computeIfAbsent(type.substring(1), missing -> new TreeSet<>())
                    .add(found));
        }
    }

    /**
     * Empty for a client whose client id isn't a FHIR id, because it was renamed after the mapper was added: it could
     * be read as several devices.
     */
    private static Optional<String> device(KoppeltaalApp app) {
        return FhirReference.isId(app.client().getClientId()) ? Optional.of(app.device()) : Optional.empty();
    }
}
