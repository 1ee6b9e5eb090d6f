/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import java.util.Map;

import com.google.auto.service.AutoService;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ServerInfoAwareProviderFactory;
import org.keycloak.services.managers.RealmManager;
import org.keycloak.utils.KeycloakSessionUtil;

import org.smartpack.keycloak.spi.PlainFactory;

/**
 * Logs the version of the pack at server start, and shows it in the console. The log entry is a warning if the server
 * feature that the scope rules need is missing, if the pack was built for another Keycloak version, or if one of its
 * providers isn't used.
 */
@AutoService(SmartPackInfoFactory.class)
public final class SmartPackInfoFactory implements PlainFactory<PackInfo>, ServerInfoAwareProviderFactory {

    private static final Logger LOG = Logger.getLogger(SmartPackInfoFactory.class);

    private static final String ID = "smart-info";

    private PackInfo info;

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        info = PackInfo.of(factory);
        LOG.log(info.isAlarming() ? Logger.Level.WARN : Logger.Level.INFO, info.summary());
    }

    /** The information about a server. */
    static PackInfo of(KeycloakSessionFactory server) {
        return ((SmartPackInfoFactory) server.getProviderFactory(PackInfo.class, ID)).info;
    }

    /**
     * What the console's provider info shows. Keycloak shows it to administrators of every realm; how the server is set
     * up concerns only those of the realm {@code master}.
     */
    @Override
    public Map<String, String> getOperationalInfo() {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        boolean isForServer = session == null
                || session.getContext().getRealm() == null
                || RealmManager.isAdministrationRealm(session.getContext().getRealm());
        return isForServer ? info.asMap() : info.versionAsMap();
    }

    @Override
    public PackInfo create(KeycloakSession session) {
        return info;
    }
}
