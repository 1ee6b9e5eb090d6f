/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import com.google.auto.service.AutoService;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** The client-policy executor {@code smart-nz-full-scope}, see {@link LeanScope}. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
public final class LeanScopeFactory extends RuleFactory {

    /** Called by Java's service loader. */
    public LeanScopeFactory() {
        super(
                "smart-nz-full-scope",
                "NZ-56: Full scope allowed must be off, so that tokens have only the roles that the" + " client needs.",
                settings -> new LeanScope());
    }
}
