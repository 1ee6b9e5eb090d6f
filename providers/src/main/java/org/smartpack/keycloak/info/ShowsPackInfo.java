/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import java.util.Map;

import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** For a provider factory of the pack: the console shows version and feature state beside it. */
public interface ShowsPackInfo extends ServerInfoAwareProviderFactory {

    @Override
    default Map<String, String> getOperationalInfo() {
        return PackInfo.current().asMap();
    }
}
