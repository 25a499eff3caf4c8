-- What a VOS3000 switch holds, for: vosguard vos audit --from held.txt
-- Reads only, and only the parameters named here: the table e_moconfig holds private keys as well.
-- On the switch, with the name of its database (vos3000; in older installations vos3000db):
--   mysql -u root -p vos3000 < vos3000-verify.sql > held.txt
-- Or inside the client: source vos3000-verify.sql
-- Values that are more than printable ASCII appear as 0x and their bytes.
-- A table that the schema lacks ends it with an error; what came before is still good, or use mysql --force.

SELECT 'server' AS vosguard, IF(DATABASE() REGEXP '[^ -Z_-z]|^ | $|^0x|^NULL$', CONCAT('0x', HEX(CONVERT(DATABASE() USING utf8))), DATABASE()) AS db, IF(VERSION() REGEXP '[^ -Z_-z]|^ | $|^0x|^NULL$', CONCAT('0x', HEX(CONVERT(VERSION() USING utf8))), VERSION()) AS version;

SELECT 'table' AS vosguard, table_name AS name, engine AS engine
FROM information_schema.tables
WHERE table_schema = DATABASE() AND table_name IN ('e_moconfig', 'e_gatewaymapping', 'e_gatewaymappingsetting', 'e_web_access_control')
ORDER BY table_name;

SELECT 'parameter' AS vosguard, id, motype, moid, editable,
  IF(name REGEXP '[^ -Z_-z]|^ | $|^0x|^NULL$', CONCAT('0x', HEX(CONVERT(name USING utf8))), name) AS name,
  IF(value REGEXP '[^ -Z_-z]|^ | $|^0x|^NULL$', CONCAT('0x', HEX(CONVERT(value USING utf8))), value) AS value,
  IF(memo REGEXP '[^ -Z_-z]|^ | $|^0x|^NULL$', CONCAT('0x', HEX(CONVERT(memo USING utf8))), memo) AS memo
FROM e_moconfig
WHERE name IN (
  'IVR_RTPPORT',
  'SERVER_BILLING_RECODR_SERVER_HANG_UP',
  'SERVER_BILLING_RECODR_ZERO_HOLD_TIME',
  'SERVER_BILLING_RECORD_ILLEGAL_CALL',
  'SERVER_BILLING_RECORD_SERVER_HANG_UP',
  'SERVER_BILLING_RECORD_ZERO_HOLD_TIME',
  'SERVER_DATABASE_VERSION',
  'SERVER_LOGIN_FAILED_DISABLE_TIME',
  'SERVER_MAX_CDR_PENDING_LIST_LENGTH',
  'SERVER_MGC_EQUIPMENT_IPS',
  'SERVER_MGC_EXTERNAL_IPS',
  'SERVER_PASSWORD_LENGTH',
  'SS_AUTHENTICATION_FAILED_SUSPEND',
  'SS_AUTHENTICATION_MAX_RETRY',
  'SS_BLACK_LIST_CALLER_MALICIOUS_CALL_CHECK_INTERVAL',
  'SS_BLACK_LIST_CALLER_MALICIOUS_CALL_EXPIRE',
  'SS_BLACK_LIST_CALLER_MALICIOUS_CALL_LIMIT',
  'SS_BLACK_LIST_MALICIOUS_CALL_CHECK_INTERVAL',
  'SS_BLACK_LIST_MALICIOUS_CALL_EXPIRE',
  'SS_BLACK_LIST_MALICIOUS_CALL_LIMIT',
  'SS_BLACK_LIST_NO_ANSWER_EXPIRE',
  'SS_BLACK_LIST_NO_ANSWER_LIMIT',
  'SS_BLACK_LIST_NO_ANSWER_PERIODS',
  'SS_CALLCAPTURERTPPORT',
  'SS_CDRRECORDILLEGALCALL',
  'SS_CDRRECORDNONCONNECT',
  'SS_ENDPOINTEXPIRE',
  'SS_ENDPOINTREGISTERREPLACE',
  'SS_ENDPOINTREGISTERRETRY',
  'SS_ENDPOINTREGISTERSUSPEND',
  'SS_ENDPOINTREGISTERSUSPENDTIME',
  'SS_ENDPOINTTIMETOLIVE',
  'SS_ENDPOINT_EXPIRE',
  'SS_ENDPOINT_REGISTER_REPLACE',
  'SS_GATEWAY_AUTOSWITCH_LIMIT',
  'SS_GATEWAY_SWITCHUNTILCONNECT',
  'SS_H245PORT',
  'SS_MAXCALLDURATION',
  'SS_MAX_CALL_DURATION',
  'SS_MEDIACHECKTIMEOUT',
  'SS_MEDIAPROXYMODE',
  'SS_MEDIAPROXYRTPPORT',
  'SS_REPLYUNAUTHORIZED',
  'SS_REPLY_UNAUTHORIZED',
  'SS_SIPAUTHENTICATIONCODE',
  'SS_SIPAUTHENTICATIONRETRY',
  'SS_SIPAUTHENTICATIONTIMEOUT',
  'SS_SIPNOTIMERMAXSESSIONTIME',
  'SS_SIPREGISTEREXPIRE',
  'SS_SIPREGISTERRETRYDELAY',
  'SS_SIPSESSIONTTL',
  'SS_SIP_AUTHENTICATION_CODE',
  'SS_SIP_AUTHENTICATION_RETRY',
  'SS_SIP_AUTHENTICATION_TIMEOUT',
  'SS_SIP_RESEND_INTERVAL',
  'SS_SIP_SESSION_TTL',
  'SS_SIP_USER_AGENT_EXPIRE',
  'SS_SIP_USER_AGENT_RETRY_DELAY',
  'SS_TCPCLOSERESET',
  'SS_TRACEMASK',
  'SS_TRACETOFILE'
)
ORDER BY name, motype, moid, id;

SELECT 'gateway' AS vosguard, g.id,
  (SELECT capacity FROM e_gatewaymapping WHERE e_gatewaymapping.id = g.id LIMIT 1) AS capacity,
  (SELECT registertype FROM e_gatewaymapping WHERE e_gatewaymapping.id = g.id LIMIT 1) AS registertype,
  (SELECT maxcalldurationupper FROM e_gatewaymappingsetting WHERE e_gatewaymappingsetting.gatewaymapping_id = g.id LIMIT 1) AS maxcalldurationupper,
  (SELECT maxcallrate FROM e_gatewaymappingsetting WHERE e_gatewaymappingsetting.gatewaymapping_id = g.id LIMIT 1) AS maxcallrate,
  (SELECT maxcallrateunit FROM e_gatewaymappingsetting WHERE e_gatewaymappingsetting.gatewaymapping_id = g.id LIMIT 1) AS maxcallrateunit,
  IF(g.name REGEXP '[^ -Z_-z]|^ | $|^0x|^NULL$', CONCAT('0x', HEX(CONVERT(g.name USING utf8))), g.name) AS name
FROM e_gatewaymapping AS g, (SELECT
  NULL AS capacity, NULL AS registertype, NULL AS maxcalldurationupper, NULL AS maxcallrate, NULL AS maxcallrateunit
) AS absent
ORDER BY g.id;

SELECT 'web' AS vosguard, id,
  IF(path REGEXP '[^ -Z_-z]|^ | $|^0x|^NULL$', CONCAT('0x', HEX(CONVERT(path USING utf8))), path) AS path,
  IF(allowip REGEXP '[^ -Z_-z]|^ | $|^0x|^NULL$', CONCAT('0x', HEX(CONVERT(allowip USING utf8))), allowip) AS allowip
FROM e_web_access_control
ORDER BY id;

SELECT 'end' AS vosguard;
