/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import com.google.auto.service.AutoService;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Says once per server start which version of the pack runs, as a warning when the server feature is missing without
 * which no SMART scope is granted by rule; shows the same in the console.
 */
@AutoService(SmartPackProviderFactory.class)
public final class SmartPackInfoFactory implements SmartPackProviderFactory, ShowsPackInfo {

    private static final Logger LOG = Logger.getLogger(SmartPackInfoFactory.class);

    @Override
    public String getId() {
        return "smart-info";
    }

    @Override
    public void init(Config.Scope config) {
        // Nothing can be set.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        PackInfo info = PackInfo.current();
        LOG.log(info.scopeRules() ? Logger.Level.INFO : Logger.Level.WARN, info.summary());
    }

    @Override
    public SmartPackProvider create(KeycloakSession session) {
        return () -> {};
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
