/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import com.google.auto.service.AutoService;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** The client-policy executor {@code smart-nz-bound-tokens}, see {@link BoundTokens}. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
public final class BoundTokensFactory extends RuleFactory {

    /** Called by Java's service loader. */
    public BoundTokensFactory() {
        super(
                "smart-nz-bound-tokens",
                "NZ-25: tokens must be bound to a key (DPoP) or a certificate (mTLS) of the client.",
                settings -> new BoundTokens());
    }
}
