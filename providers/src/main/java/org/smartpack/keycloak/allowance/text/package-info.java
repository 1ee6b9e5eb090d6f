/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What scopes permit, in plain words and in the user's language. The words are messages ({@code smartScope...},
 * {@code smartType...}), which an administrator can replace under <b>Realm settings</b> > <b>Localization</b>.
 */
package org.smartpack.keycloak.allowance.text;
