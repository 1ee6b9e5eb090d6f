/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Reads JSON from untrusted sources: one shallow object in valid UTF-8, without duplicate members (which RFC 7515
 * section 4 lets a reader refuse) and without trailing text.
 */
public final class UntrustedJson {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_NUMBER_LENGTH = 32;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private UntrustedJson() {}

    /**
     * Reads a document that was sent or fetched. It may begin with a byte order mark, which some editors and frameworks
     * write and a reader may ignore (RFC 8259 section 8.1).
     *
     * @throws IOException if it isn't such an object; the message holds nothing of the text
     */
    public static ObjectNode document(byte[] utf8) throws IOException {
        return object(
                Arrays.mismatch(utf8, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length
                        ? Arrays.copyOfRange(utf8, BYTE_ORDER_MARK.length, utf8.length)
                        : utf8);
    }

    /**
     * Reads an object without a byte order mark.
     *
     * @throws IOException if it isn't such an object; the message holds nothing of the text
     */
    static ObjectNode object(byte[] utf8) throws IOException {
        JsonNode node;
        try {
            node = MAPPER.readTree(decode(utf8));
        } catch (IOException e) {
            throw new IOException("not readable as JSON");
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("not a JSON object");
    }

    private static String decode(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }
}
