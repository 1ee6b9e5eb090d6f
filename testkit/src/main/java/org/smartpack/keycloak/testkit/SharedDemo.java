/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.util.List;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.demo.DemoPorts;
import org.smartpack.keycloak.demo.DemoSettings;
import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.demo.KeycloakServer;

/**
 * Gives tests the one demo (Keycloak with the pack and the exported realms, FHIR server, sample app, all on free ports)
 * that the whole run shares, started by the first test that asks for it with a parameter of type {@link Demo}.
 */
public final class SharedDemo implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedDemo.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Demo.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return of(context);
    }

    /** For another extension that needs the demo. */
    public static Demo of(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Demo.class, missing -> start(), Demo.class);
    }

    private static Demo start() {
        KeycloakHome prepared = Installation.home("demo-prepared");
        DemoSettings settings = new DemoSettings(
                DemoPorts.free(),
                prepared.path(),
                Installation.homeFolder("demo"),
                List.of(Installation.providerJar(), Installation.themeJar()),
                Installation.realmExports());
        return Build.of(prepared, "start-dev", List.of(KeycloakServer.FEATURE))
                .with(settings.home(), () -> Demo.start(settings));
    }
}
