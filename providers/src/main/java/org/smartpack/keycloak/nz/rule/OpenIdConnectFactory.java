/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import com.google.auto.service.AutoService;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** The client-policy executor {@code smart-nz-openid}, see {@link OpenIdConnect}. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
public final class OpenIdConnectFactory extends RuleFactory {

    /** Called by Java's service loader. */
    public OpenIdConnectFactory() {
        super(
                "smart-nz-openid",
                "NZ-50, NZ-51, NZ-74: an authorization request must ask for openid.",
                settings -> new OpenIdConnect());
    }
}
