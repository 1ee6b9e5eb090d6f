/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import com.google.auto.service.AutoService;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** The client-policy executor {@code smart-nz-no-refresh}, see {@link NoRefreshTokens}. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
public final class NoRefreshTokensFactory extends RuleFactory {

    /** Called by Java's service loader. */
    public NoRefreshTokensFactory() {
        super(
                "smart-nz-no-refresh",
                "NZ-89: public clients must not use refresh tokens.",
                settings -> new NoRefreshTokens());
    }
}
