/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import org.keycloak.Config;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;
import org.keycloak.protocol.oidc.OIDCProviderConfig;

import org.smartpack.keycloak.memory.Recent;

/**
 * Keycloak's settings for OpenID Connect, with two changes. The default for the longest {@code scope} has room for
 * hundreds of granular scopes. And a longer one is refused ({@link SentScope}). Keycloak drops it, unless it is
 * configured to fail, and goes on with the default scopes, which may be far more than was requested.
 */
public final class ScopeLimit extends OIDCProviderConfig {

    /** In characters; used if the administrator has set nothing. */
    static final int DEFAULT = 65_536;

    /** Of both kinds together, counted in characters: a request may have parameters of any name. */
    private static final int MOST_NAMES = 16 * 1024;

    private final int characters;
    private final Recent<Parameter, Integer> others =
            new Recent<>(MOST_NAMES, parameter -> 1 + parameter.name().length(), this::readLimit);

    private record Parameter(String name, boolean isToken) {}

    /** @param config what the administrator has set: a limit for {@code scope}, or one for all parameters */
    public ScopeLimit(Config.Scope config) {
        super(config);
        Integer forScope = config.getInt(
                OIDCLoginProtocolFactory.CONFIG_OIDC_REQ_PARAMS_MAX_SIZE_PREFIX + "--" + OAuth2Constants.SCOPE);
        Integer forAll = config.getInt(OIDCLoginProtocolFactory.CONFIG_OIDC_REQ_PARAMS_DEFAULT_MAX_SIZE);
        Integer set = forScope == null ? forAll : forScope;
        this.characters = set == null ? DEFAULT : set;
    }

    @Override
    public int getMaxLengthForTheParameter(String name, boolean isToken) {
        if (!OAuth2Constants.SCOPE.equals(name)) {
            return others.get(new Parameter(name, isToken));
        }
        return isAdditionalReqParamsFailFast(isToken) ? characters : Integer.MAX_VALUE;
    }

    /** Keycloak reads it from the server's configuration, which takes time and changes only with a restart. */
    private int readLimit(Parameter parameter) {
        return super.getMaxLengthForTheParameter(parameter.name(), parameter.isToken());
    }

    /** The most characters that a {@code scope} parameter may have on this server. */
    static int of(KeycloakSession session) {
        LoginProtocol protocol = session.getProvider(LoginProtocol.class, OIDCLoginProtocol.LOGIN_PROTOCOL);
        return protocol instanceof OIDCLoginProtocol oidc && oidc.getConfig() instanceof ScopeLimit limit
                ? limit.characters
                : DEFAULT;
    }
}
