/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.profile.SmartProfile;
import org.smartpack.keycloak.profile.SmartProfileFactory;

/** Makes the profile "IHE IUA" known. */
@AutoService(SmartProfileFactory.class)
public final class IuaProfileFactory implements SmartProfileFactory {

    @Override
    public SmartProfile create(KeycloakSession session) {
        return new IuaProfile(session);
    }

    @Override
    public String getId() {
        return "smart-iua";
    }
}
