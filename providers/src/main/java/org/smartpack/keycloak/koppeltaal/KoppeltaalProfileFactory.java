/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.profile.SmartProfile;
import org.smartpack.keycloak.profile.SmartProfileFactory;

/** See {@link KoppeltaalProfile}. */
@AutoService(SmartProfileFactory.class)
public final class KoppeltaalProfileFactory implements SmartProfileFactory {

    @Override
    public SmartProfile create(KeycloakSession session) {
        return new KoppeltaalProfile(session);
    }

    @Override
    public String getId() {
        return "smart-koppeltaal";
    }
}
