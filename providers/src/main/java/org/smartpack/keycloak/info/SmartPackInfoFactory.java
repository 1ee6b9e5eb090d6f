/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import java.util.Map;

import com.google.auto.service.AutoService;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/**
 * Says once per server start which version of the pack runs, as a warning when the server feature is missing without
 * which no SMART scope is granted by rule, when Keycloak is another one than the pack was built for, and when a provider of
 * the pack isn't used; shows the same in the console.
 */
@AutoService(SmartPackProviderFactory.class)
public final class SmartPackInfoFactory implements SmartPackProviderFactory, ServerInfoAwareProviderFactory {

    private static final Logger LOG = Logger.getLogger(SmartPackInfoFactory.class);

    private Map<String, String> shown = Map.of();

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
        PackInfo info = PackInfo.of(factory);
        shown = info.asMap();
        LOG.log(info.isAlarming() ? Logger.Level.WARN : Logger.Level.INFO, info.summary());
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return shown;
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
