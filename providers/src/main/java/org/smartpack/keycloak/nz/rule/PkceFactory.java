/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import com.google.auto.service.AutoService;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** The client-policy executor {@code smart-nz-pkce}, see {@link Pkce}. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
public final class PkceFactory extends RuleFactory {

    /** Called by Java's service loader. */
    public PkceFactory() {
        super(
                "smart-nz-pkce",
                "NZ-22, NZ-28, NZ-87: an authorization request must use PKCE with S256.",
                settings -> new Pkce());
    }
}
