/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.util.List;

import com.google.auto.service.AutoService;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;

import org.smartpack.keycloak.launch.app.ScopeStep;
import org.smartpack.keycloak.launch.period.AccessPeriods;
import org.smartpack.keycloak.spi.PlainFactory;

/** The required action in which users choose what an app may do. A realm has it switched on or off. */
@AutoService(RequiredActionFactory.class)
public final class ChooseScopesFactory implements RequiredActionFactory, PlainFactory<RequiredActionProvider> {

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return new ChooseScopes(session);
    }

    @Override
    public String getId() {
        return ScopeStep.ID;
    }

    @Override
    public String getDisplayText() {
        return "SMART: choose what an app may do";
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return List.of(AccessPeriods.property());
    }

    @Override
    public void validateConfig(KeycloakSession session, RealmModel realm, RequiredActionConfigModel settings) {
        AccessPeriods.validate(settings);
    }
}
