#!/bin/sh
echo "$RM_TRANSITION $RM_REQUEST_ID" >>/tally/runs
