/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import com.google.auto.service.AutoService;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** The client-policy executor {@code smart-nz-consent}, see {@link Consent}. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
public final class ConsentFactory extends RuleFactory {

    /** Called by Java's service loader. */
    public ConsentFactory() {
        super("smart-nz-consent", "NZ-61: the client must ask its users for consent.", settings -> new Consent());
    }
}
