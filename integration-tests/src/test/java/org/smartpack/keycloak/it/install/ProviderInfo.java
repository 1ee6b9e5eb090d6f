/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.install;

import java.util.Map;

import org.smartpack.keycloak.testkit.Admin;

/** The source of the console's provider info page. */
record ProviderInfo(Admin admin) {

    /** What the row of the pack unfolds to. */
    Map<String, String> ofThePack() {
        return admin.serverInfo()
                .jsonPath()
                .getMap("providers.'smart-pack'.providers.'smart-info'.operationalInfo", String.class, String.class);
    }
}
