/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import java.util.List;
import java.util.stream.Stream;

import org.keycloak.Config;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;

/**
 * The request limits that docs/install.md asks for. Without them Keycloak treats a long parameter as absent, without an
 * error.
 */
final class RequestLimits {

    private static final String OPTION = "--spi-login-protocol--openid-connect--";
    private static final String EACH = OIDCLoginProtocolFactory.CONFIG_OIDC_REQ_PARAMS_MAX_SIZE_PREFIX + "--";
    private static final int LONG = 65_536;

    private RequestLimits() {}

    /** The options that must still be given, each as it is written in docs/install.md. */
    static List<String> missing() {
        return missing(Config.scope("login-protocol", OIDCLoginProtocol.LOGIN_PROTOCOL));
    }

    static List<String> missing(Config.Scope settings) {
        int each = settings.getInt(OIDCLoginProtocolFactory.CONFIG_OIDC_REQ_PARAMS_DEFAULT_MAX_SIZE, 0);
        boolean failsFast = settings.getBoolean(OIDCLoginProtocolFactory.CONFIG_OIDC_ADD_REQ_PARAMS_FAIL_FAST, false);
        return Stream.of(
                        // The pack has this default of its own.
                        atLeast(settings, EACH + "scope", each == 0 ? LONG : each, LONG),
                        atLeast(settings, EACH + "refresh_token", each, LONG),
                        atLeast(settings, OIDCLoginProtocolFactory.CONFIG_OIDC_ADD_REQ_PARAMS_MAX_SIZE, 0, 8000),
                        atLeast(settings, OIDCLoginProtocolFactory.CONFIG_OIDC_ADD_REQ_PARAMS_MAX_NUMBER, 0, 10),
                        atLeast(
                                settings,
                                OIDCLoginProtocolFactory.CONFIG_OIDC_ADD_REQ_PARAMS_MAX_OVERALL_SIZE,
                                0,
                                20_000),
                        failsFast
                                ? ""
                                : OPTION + OIDCLoginProtocolFactory.CONFIG_OIDC_ADD_REQ_PARAMS_FAIL_FAST + "=true")
                .filter(option -> !option.isEmpty())
                .toList();
    }

    private static String atLeast(Config.Scope settings, String name, int otherwise, int needed) {
        return settings.getInt(name, otherwise) < needed ? OPTION + name + "=" + needed : "";
    }
}
