/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;

import org.smartpack.keycloak.spi.PlainFactory;

/** {@code /admin/realms/{realm}/smart-check}, and the check when the server starts. */
@AutoService(AdminRealmResourceProviderFactory.class)
public final class RealmCheckFactory
        implements AdminRealmResourceProviderFactory, PlainFactory<AdminRealmResourceProvider> {

    private final CheckRunner runner = new CheckRunner();
    private final BackgroundCheck background = new BackgroundCheck(runner);

    @Override
    public AdminRealmResourceProvider create(KeycloakSession session) {
        return new RealmCheckProvider(runner);
    }

    @Override
    public String getId() {
        return "smart-check";
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(background);
        factory.register(new NewRealms());
    }

    @Override
    public void close() {
        background.close();
        runner.close();
    }

    /** Has a realm checked when the transaction of the session has been committed. */
    static void checkAfter(KeycloakSession session, String realmId) {
        RealmCheckFactory factory = (RealmCheckFactory)
                session.getKeycloakSessionFactory().getProviderFactory(AdminRealmResourceProvider.class, "smart-check");
        RealmModel realm = session.realms().getRealm(realmId);
        if (factory != null && realm != null) {
            factory.background.checkAfter(session, realm);
        }
    }
}
