/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.validation.ClientValidationProvider;
import org.keycloak.validation.ClientValidationProviderFactory;

/** Replaces Keycloak's own client validation, and includes it. */
@AutoService(ClientValidationProviderFactory.class)
public final class SavedClientFactory implements ClientValidationProviderFactory {

    private final ClientValidationProvider provider = new SavedClient();

    @Override
    public ClientValidationProvider create(KeycloakSession session) {
        return provider;
    }

    @Override
    public String getId() {
        return "default";
    }

    @Override
    public int order() {
        return 100;
    }
}
