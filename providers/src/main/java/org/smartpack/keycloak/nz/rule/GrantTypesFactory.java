/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import com.google.auto.service.AutoService;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** The client-policy executor {@code smart-nz-grants}, see {@link GrantTypes}. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
public final class GrantTypesFactory extends RuleFactory {

    /** Called by Java's service loader. */
    public GrantTypesFactory() {
        super(
                "smart-nz-grants",
                "NZ-70, NZ-83, NZ-84: only authorization code, refresh token, client credentials and"
                        + " CIBA; a service account has no flows for users.",
                settings -> new GrantTypes());
    }
}
