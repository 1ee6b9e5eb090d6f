/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import com.google.auto.service.AutoService;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** The client-policy executor {@code smart-nz-state-nonce}, see {@link StateAndNonce}. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
public final class StateAndNonceFactory extends RuleFactory {

    /** Called by Java's service loader. */
    public StateAndNonceFactory() {
        super(
                "smart-nz-state-nonce",
                "NZ-30: an authorization request must have both state and nonce.",
                settings -> new StateAndNonce());
    }
}
